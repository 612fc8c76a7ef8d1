import { describe, expect, it } from '@jest/globals';
import { addDays, type UtcDay } from '../../../shared/domain/utcDay.ts';
import type { DatedBar } from '../../../shared/market/bar.ts';
import { readBars } from '../../../shared/pipeline/market/barStore.ts';
import { backfill, days, LAST } from '../../support/backfill.ts';
import { trueClose } from '../../support/fakeMarket.ts';
import { type MarketPlace, marketPlace } from '../../support/marketPlace.ts';
import { recordOf } from '../../support/secondDay.ts';
import { temporaryFolders } from '../../support/temporaryFolders.ts';

const newFolder = temporaryFolders();
const WRONG: UtcDay = '2026-11-16';

async function rowsOf(place: MarketPlace, source: string, day: UtcDay): Promise<number> {
  return ((await readBars(place.ports, day)) ?? []).filter((bar) => bar.source === source).length;
}

async function closesOf(place: MarketPlace, source: string): Promise<Map<UtcDay, number>> {
  const found = new Map<UtcDay, number>();
  for (const day of days) {
    const bars = ((await readBars(place.ports, day)) ?? []).filter((bar) => bar.source === source);
    const right = bars.filter(({ ucid, close }) => Math.abs(close / trueClose(ucid, day) - 1) < 0.003);
    expect(right).toHaveLength(bars.length);
    found.set(day, bars.length);
  }
  return found;
}

const of = (bar: DatedBar, day: UtcDay, factor = 1): DatedBar => {
  const none = { open: Number.NaN, high: Number.NaN, low: Number.NaN };
  return { ...bar, ...none, close: trueClose(bar.ucid, day) * factor };
};

describe('a backfill does not store', () => {
  it('a cross-section of another day, though only the older one shows that it is repeated', async () => {
    const place = marketPlace(newFolder());
    place.cmc.edit = (bar) => (bar.day === WRONG ? of(bar, addDays(WRONG, -1)) : bar);
    expect(await backfill(place)).toMatchObject({ outcome: 'partial', days: { done: 9, failed: [WRONG] } });
    expect((await closesOf(place, 'coinmarketcap')).get(WRONG)).toBe(0);
    place.cmc.edit = (bar) => bar;
    expect(await backfill(place)).toMatchObject({ outcome: 'done', days: { done: 1 }, rows: 180 });
    expect((await closesOf(place, 'coinmarketcap')).get(WRONG)).toBe(120);
  });

  it.each([-1, 1])('candles that are dated %i day off', async (off) => {
    const place = marketPlace(newFolder());
    place.binance.edit = (bar) => (bar.day > LAST ? undefined : of(bar, addDays(bar.day, off), 1.0005));
    await backfill(place);
    // Of the newest day alone nobody can tell, if it was a quiet one.
    for (const day of days.slice(1)) expect(await rowsOf(place, 'binance', day)).toBe(0);
    expect([...(await closesOf(place, 'coinmarketcap')).values()]).toEqual(days.map(() => 120));
    expect((await recordOf(place, WRONG)).flags[0].reason).toMatch(
      /^the closes (are those|of .* are told) of /,
    );
  });

  it('a market ten times as dear of which nobody else knows', async () => {
    const place = marketPlace(newFolder());
    place.cmc.edit = (bar) => (bar.day === WRONG ? { ...bar, close: bar.close * 10 } : bar);
    expect(await backfill(place)).toMatchObject({ outcome: 'partial', days: { done: 9, failed: [WRONG] } });
    expect((await closesOf(place, 'coinmarketcap')).get(WRONG)).toBe(0);
  });
});
