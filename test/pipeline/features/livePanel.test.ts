import { describe, expect, it } from '@jest/globals';
import { addDays } from '../../../shared/domain/utcDay.ts';
import { assemblePanel } from '../../../shared/market/assemblePanel.ts';
import { livePanel } from '../../../shared/pipeline/features/livePanel.ts';
import { addBars, readBars } from '../../../shared/pipeline/market/barStore.ts';
import { historyDays } from '../../../shared/pipeline/market/historyDays.ts';
import { bar } from '../../support/fakeMarket.ts';
import type { MarketPlace } from '../../support/marketPlace.ts';
import { BEFORE, DAY, secondDay } from '../../support/secondDay.ts';

/** What an export reads. */
async function exported({ ports }: MarketPlace) {
  const days = [];
  for await (const day of historyDays(ports, { from: BEFORE, to: DAY })) days.push(day);
  return assemblePanel(days);
}

const late = (close: number) => [bar({ ucid: '999', symbol: 'LATE', close }), bar({ ucid: '5', open: 7 })];

describe('the live panel', () => {
  it('is what an export reads', async () => {
    const place = await secondDay();
    await place.collect();
    expect(await livePanel(place.ports, DAY)).toEqual(await exported(place));
  });

  it.each([BEFORE, DAY])(
    'has what collect wrote of %s before it died, though not into the panel',
    async (day) => {
      const place = await secondDay();
      await place.collect();
      await addBars(place.ports, { day, bars: late(3), closed: false });
      const panel = await livePanel(place.ports, DAY);
      expect(panel).toEqual(await exported(place));
      const track = panel.tracks.findIndex(({ ucid }) => ucid === '999');
      expect(panel.fields.close[track * panel.days + (day === DAY ? 1 : 0)]).toBe(3);
    },
  );

  it('has the new numbers of a token that it knows', async () => {
    const place = await secondDay();
    place.cmc.edit = (one) => (one.ucid === '5' ? { ...one, volumeUsd: Number.NaN } : one);
    await place.collect();
    await addBars(place.ports, { day: DAY, bars: [bar({ ucid: '5', volumeUsd: 77 })], closed: false });
    expect((await readBars(place.ports, DAY))!.some(({ volumeUsd }) => volumeUsd === 77)).toBe(true);
    expect(await livePanel(place.ports, DAY)).toEqual(await exported(place));
  });

  it('is as good as before when a partition is damaged after it was made', async () => {
    const place = await secondDay();
    await place.collect();
    const before = await livePanel(place.ports, DAY);
    await place.store.put(`market/bars/date=${DAY}/bars.parquet`, new TextEncoder().encode('PAR1'));
    expect(await livePanel(place.ports, DAY)).toEqual(before);
    await place.store.remove('market/panel.parquet');
    await expect(livePanel(place.ports, DAY)).rejects.toMatchObject({ code: 'market_damaged' });
  });

  it('of a day without bars is refused', async () => {
    const place = await secondDay();
    await expect(livePanel(place.ports, addDays(DAY, 1))).rejects.toMatchObject({ code: 'market_stale' });
  });
});
