import { describe, expect, it } from '@jest/globals';
import { addDays } from '../../../shared/domain/utcDay.ts';
import { planBackfill } from '../../../shared/pipeline/market/backfillPlan.ts';
import { readBars } from '../../../shared/pipeline/market/barStore.ts';
import { openPanel } from '../../../shared/pipeline/market/panelStore.ts';
import { repairMarket } from '../../../shared/pipeline/repairMarket.ts';
import { backfill, days, FIRST, LAST, listings } from '../../support/backfill.ts';
import { limitOf } from '../../support/limits.ts';
import { type MarketPlace, marketPlace } from '../../support/marketPlace.ts';
import { outage, recordOf } from '../../support/secondDay.ts';
import { temporaryFolders } from '../../support/temporaryFolders.ts';

const newFolder = temporaryFolders();

describe('a backfill', () => {
  it('says first what it takes, and what is left of the plan', async () => {
    const place = marketPlace(newFolder());
    place.cmc.allowance = async () => ({ plan: 'basic', creditsLeft: 50, resetsAt: new Date('2026-12-01') });
    const range = { from: FIRST, to: LAST, top: 1000, recheck: false };
    const { costs, ...plan } = await planBackfill(place.ports, range, limitOf());
    expect(plan).toMatchObject({ days, there: 0 });
    expect(costs).toEqual([
      expect.objectContaining({ source: 'coinmarketcap', requests: 10, credits: 100 }),
      expect.objectContaining({ source: 'binance', credits: 0 }),
    ]);
    expect(costs[0]!.allowance).toMatchObject({ creditsLeft: 50 });
    expect(place.cmc.asked).toEqual([]);
  });

  it('fetches the newest day first, every day with its candles and its index, and leaves a panel', async () => {
    const place = marketPlace(newFolder());
    const seen: string[] = [];
    const document = await backfill(place, { onProgress: ({ done, day }) => seen.push(`${done} ${day}`) });
    expect(document).toMatchObject({
      outcome: 'done',
      reason: '10 of 10 days fetched',
      next: null,
      days: { done: 10, failed: [], left: 0 },
      rows: 1800,
    });
    expect(seen).toEqual(days.map((day, i) => `${i + 1} ${day}`));
    expect(listings(place)).toEqual(days);
    expect(await openPanel(place.ports)).toMatchObject({ firstDay: FIRST, days: 10 });
    expect((await openPanel(place.ports))!.indexes.get('fear_greed')!.every((value) => value > 0)).toBe(true);
    expect(await recordOf(place, FIRST)).toMatchObject({ complete: true, final: true, pending: [] });
  });

  it('asks a second provider for its whole history once, and those that only stand in for none', async () => {
    const place = marketPlace(newFolder());
    await backfill(place);
    // Who has no contract there is known by the price of the newest day.
    expect(place.gecko.asked).toEqual(['tokens', `history 50 ${LAST}`, `history 10 ${LAST}`]);
    const ranges = place.binance.asked.filter((one) => one.startsWith('history'));
    // And the days beside, which tell whether its dates are right.
    const range = `${addDays(FIRST, -1)}…${addDays(LAST, 1)}`;
    expect(ranges.every((one) => one.endsWith(range))).toBe(true);
  });

  it('leaves nobody to be looked for when somebody has to stand in the next day', async () => {
    const place = marketPlace(newFolder());
    await backfill(place);
    place.cmc.fault = outage;
    place.binance.fault = outage;
    expect(await place.collect()).toMatchObject({ days: [{ day: '2026-11-23', collected: 120 }, {}] });
  });

  it('is the same history as the one that was collected day by day', async () => {
    const [once, daily] = [marketPlace(newFolder()), marketPlace(newFolder())];
    await backfill(once);
    for (const day of days.toReversed()) {
      daily.clock.set(new Date(Date.parse(addDays(day, 1)) + 11.7 * 3600_000));
      await daily.collect();
    }
    for (const day of days) {
      const numbers = async (place: MarketPlace) =>
        (await readBars(place.ports, day))!.map(({ collectedAt: _, ...rest }) => rest);
      expect(await numbers(once)).toEqual(await numbers(daily));
    }
  });

  it('again finds nothing to do: nobody is asked, not a byte changes', async () => {
    const place = marketPlace(newFolder());
    await backfill(place);
    const before = await place.content();
    place.forget();
    expect(await backfill(place)).toMatchObject({ outcome: 'done', days: { done: 0, left: 0 } });
    expect([...place.cmc.asked, ...place.binance.asked, ...place.index.asked]).toEqual([]);
    expect(await place.content()).toEqual(before);
  });
});

describe('days that fail', () => {
  it('now and then are told, and fetched by the same command another time', async () => {
    const place = marketPlace(newFolder());
    const { crossSection } = place.cmc;
    place.cmc.crossSection = async (request, limit) => {
      if (request.day === '2026-11-18') throw outage;
      return crossSection!(request, limit);
    };
    expect(await backfill(place)).toMatchObject({
      outcome: 'partial',
      days: { done: 9, failed: ['2026-11-18'], left: 1 },
    });
    place.cmc.crossSection = crossSection!;
    place.forget();
    expect(await backfill(place)).toMatchObject({ outcome: 'done', days: { done: 1 } });
    expect(listings(place)).toEqual(['2026-11-18']);
  });

  it('of a second provider are asked of it alone later, and become corrections of a day that is final', async () => {
    const place = marketPlace(newFolder());
    place.binance.fault = outage;
    expect(await backfill(place)).toMatchObject({ outcome: 'partial', rows: 1200 });
    const before = await place.content();
    place.binance.fault = undefined;
    place.forget();
    expect(await backfill(place)).toMatchObject({ outcome: 'done', rows: 0, corrections: 10 * 60 * 5 });
    expect(listings(place)).toEqual([]);
    const after = await place.content();
    for (const day of days) {
      const key = `market/bars/date=${day}/bars.parquet`;
      expect(after[key]).toBe(before[key]);
    }
    place.forget();
    await backfill(place);
    expect(place.binance.asked).toEqual([]);
    const now = place.clock.now();
    await repairMarket(place.ports, { historyDays: 400, now });
    expect((await openPanel(place.ports))!.tracks.filter(({ source }) => source === 'binance')).toHaveLength(
      60,
    );
  });
});

it('asking again for days that are there changes none, and notes what a provider says differently now', async () => {
  const place = marketPlace(newFolder());
  await backfill(place);
  const before = await place.content();
  place.cmc.edit = (bar) => (bar.ucid === '7' ? { ...bar, marketCapUsd: bar.marketCapUsd * 1.5 } : bar);
  expect(await backfill(place, { recheck: true })).toMatchObject({
    outcome: 'done',
    rows: 0,
    corrections: 10,
  });
  const after = await place.content();
  for (const [key, hash] of Object.entries(before)) if (key.includes('/bars/')) expect(after[key]).toBe(hash);
  expect(await backfill(place, { recheck: true })).toMatchObject({ corrections: 0 });
});

it('a provider that returns to what is stored takes its correction back', async () => {
  const place = marketPlace(newFolder());
  await backfill(place);
  const before = await place.content();
  place.cmc.edit = (bar) => (bar.ucid === '7' ? { ...bar, close: bar.close * 1.5 } : bar);
  await backfill(place, { recheck: true });
  place.cmc.edit = (bar) => bar;
  expect(await backfill(place, { recheck: true })).toMatchObject({ corrections: 10 });
  await repairMarket(place.ports, { historyDays: 400, now: place.clock.now() });
  const after = await place.content();
  for (const [key, hash] of Object.entries(before)) if (key.includes('/bars/')) expect(after[key]).toBe(hash);
});
