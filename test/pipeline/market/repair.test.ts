import { describe, expect, it } from '@jest/globals';
import { directoryStore } from '../../../shared/adapters/local/directoryStore.ts';
import { TransientError } from '../../../shared/errors.ts';
import { readBars } from '../../../shared/pipeline/market/barStore.ts';
import { readCorrections } from '../../../shared/pipeline/market/correctionStore.ts';
import { openPanel } from '../../../shared/pipeline/market/panelStore.ts';
import { marketStatus } from '../../../shared/pipeline/marketStatus.ts';
import { repairMarket } from '../../../shared/pipeline/repairMarket.ts';
import { trueClose } from '../../support/fakeMarket.ts';
import { type MarketPlace, marketPlace } from '../../support/marketPlace.ts';
import { temporaryFolders } from '../../support/temporaryFolders.ts';

const newFolder = temporaryFolders();
const DAY = '2026-11-23';
const now = new Date('2026-11-26T09:00:00Z');
const outage = new TransientError('server_error', 'GET https://example.test/ answered 503');

/** A final day that CoinMarketCap told nothing of in time; what it told later waits. */
async function lateDay(folder: string): Promise<MarketPlace> {
  const place = marketPlace(folder);
  place.clock.set(new Date('2026-11-23T00:40:00Z'));
  await place.collect();
  place.cmc.fault = outage;
  for (const time of ['2026-11-24T00:40:00Z', '2026-11-24T11:40:00Z']) {
    place.clock.set(new Date(time));
    await place.collect();
  }
  place.cmc.fault = undefined;
  place.clock.set(new Date('2026-11-25T00:40:00Z'));
  await place.collect();
  return place;
}

const closeInPanel = async (place: MarketPlace, ucid: string) => {
  const panel = (await openPanel(place.ports))!;
  const track = panel.tracks.findIndex((one) => one.ucid === ucid && one.source === 'coinmarketcap');
  return panel.fields.close[track * panel.days + 1];
};
const model = (features: { name: string; version?: string }[]) => ({
  format: 1,
  name: 'any',
  version: '20261101-aaaa',
  kind: 'linear',
  file: 'model.json',
  sha256: 'a'.repeat(64),
  features,
  createdAt: '2026-11-01T00:00:00Z',
});
const putJson = (place: MarketPlace, key: string, value: unknown) =>
  place.store.put(key, new TextEncoder().encode(JSON.stringify(value)));

describe('corrections', () => {
  it('are told with source, time and what was there, and used by nobody', async () => {
    const place = await lateDay(newFolder());
    const corrections = await readCorrections(place.ports, DAY);
    expect(corrections).toHaveLength(360);
    expect(corrections).toContainEqual({
      ucid: '7',
      symbol: 'XAUt',
      source: 'coinmarketcap',
      field: 'close',
      was: Number.NaN,
      now: trueClose('7', DAY),
      seenAt: new Date('2026-11-25T00:40:00Z'),
      appliedAt: undefined,
    });
    expect(await closeInPanel(place, '7')).toBe(Number.NaN);
    const { days } = await marketStatus(place.ports, { newest: 10 });
    expect(days.find(({ day }) => day === DAY)).toMatchObject({
      complete: false,
      final: true,
      corrections: 360,
    });
  });

  it('are used from a repair on, by bars and panel alike, and stay on record', async () => {
    const place = await lateDay(newFolder());
    const document = await repairMarket(place.ports, { historyDays: 400, now });
    expect(document).toEqual({
      damaged: [],
      days: [{ day: DAY, corrections: 360, tokens: 120 }],
      models: [],
    });
    const bars = (await readBars(place.ports, DAY))!.filter(({ source }) => source === 'coinmarketcap');
    expect(bars).toHaveLength(120);
    expect(bars.find(({ ucid }) => ucid === '7')).toMatchObject({
      symbol: 'XAUt',
      close: trueClose('7', DAY),
    });
    expect(await closeInPanel(place, '7')).toBe(trueClose('7', DAY));
    const kept = await readCorrections(place.ports, DAY);
    expect(kept.every(({ appliedAt }) => appliedAt?.getTime() === now.getTime())).toBe(true);
    const { days } = await marketStatus(place.ports, { newest: 10 });
    expect(days.find(({ day }) => day === DAY)).toMatchObject({
      complete: true,
      corrections: 0,
      collected: 120,
    });
  });

  it('that were applied are not applied again, nor is the day asked for again', async () => {
    const place = await lateDay(newFolder());
    await repairMarket(place.ports, { historyDays: 400, now });
    const before = await place.content();
    expect(await repairMarket(place.ports, { historyDays: 400, now })).toEqual({
      damaged: [],
      days: [],
      models: [],
    });
    expect(await place.content()).toEqual(before);
    place.forget();
    place.clock.set(new Date('2026-11-25T11:40:00Z'));
    await place.collect();
    expect(place.cmc.asked).toEqual([]);
  });

  it('of one day alone leave the others waiting', async () => {
    const place = await lateDay(newFolder());
    expect(await repairMarket(place.ports, { day: '2026-11-22', historyDays: 400, now })).toMatchObject({
      days: [],
    });
    expect(await closeInPanel(place, '7')).toBe(Number.NaN);
  });

  // Writes: bars, panel, its indexes, the record, the corrections.
  it.each([0, 1, 2, 3, 4])(
    'are all in after a repair that was killed after %d writes is repeated',
    async (writes) => {
      const [folder, whole] = [newFolder(), newFolder()];
      await lateDay(folder);
      const other = await lateDay(whole);
      await repairMarket(other.ports, { historyDays: 400, now });
      const store = directoryStore(folder);
      let left = writes;
      const dying: typeof store = {
        ...store,
        put: async (...change) => {
          if (left-- <= 0) throw new Error('the process was killed');
          return store.put(...change);
        },
      };
      await repairMarket({ ...marketPlace(dying).ports }, { historyDays: 400, now }).catch(() => undefined);
      const place = marketPlace(folder);
      await repairMarket(place.ports, { historyDays: 400, now });
      expect(await place.content()).toEqual(await other.content());
    },
  );
});

describe('a repair', () => {
  it('names the models in use that read market features, and no others', async () => {
    const place = await lateDay(newFolder());
    const pointer = {
      format: 1,
      version: '20261101-aaaa',
      history: [{ version: '20261101-aaaa', at: '2026-11-01T00:00:00Z', by: 'push' }],
    };
    const features = {
      own: ['feature_rsi_14d'],
      market: ['feature_rsi_14d', 'momentum_20', 'momentum_20_rank'],
    };
    for (const [name, names] of Object.entries(features)) {
      const folder = `models/${name}`;
      await putJson(place, `${folder}/20261101-aaaa/manifest.json`, {
        ...model(names.map((one) => ({ name: one }))),
        name,
      });
      await putJson(place, `${folder}/current.json`, pointer);
    }
    const { models } = await repairMarket(place.ports, { historyDays: 400, now });
    expect(models).toEqual([{ name: 'market', version: '20261101-aaaa', features: 2 }]);
  });
});
