import { createHash } from 'node:crypto';
import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { MarketOptions } from '../../../scripts/standins/providers/marketOptions.ts';
import type { MarketStandin } from '../../../scripts/standins/providers/marketStandin.ts';
import { startMarket } from '../../../scripts/standins/providers/startMarket.ts';
import { directoryStore } from '../../../shared/adapters/local/directoryStore.ts';
import { openProviders } from '../../../shared/adapters/providers/openProviders.ts';
import { tableFiles } from '../../../shared/adapters/tableFiles.ts';
import { addDays, type UtcDay } from '../../../shared/domain/utcDay.ts';
import { backfillMarket } from '../../../shared/pipeline/backfillMarket.ts';
import { planBackfill } from '../../../shared/pipeline/market/backfillPlan.ts';
import { readBars } from '../../../shared/pipeline/market/barStore.ts';
import type { MarketPorts } from '../../../shared/pipeline/market/marketPorts.ts';
import type { MarketData, Store } from '../../../shared/ports.ts';
import { instantClock } from '../../support/instantClock.ts';
import { limitOf } from '../../support/limits.ts';
import { recordingLog } from '../../support/recordingLog.ts';
import { temporaryFolders } from '../../support/temporaryFolders.ts';

const NOW = '2026-11-24T12:00:00.000Z';
const LAST: UtcDay = '2026-11-23';
const TOP = 130;
const DAYS = 30;
const newFolder = temporaryFolders();
let standin: MarketStandin;
/** What a run without trouble has written; the market is the same each time. */
let calm: Store;
beforeAll(async () => {
  await start();
  calm = directoryStore(newFolder());
  await run(placeOf(calm));
  await standin.close();
});
afterEach(() => standin.close());

/** CoinMarketCap with candles and 160 tokens, of which some come and go. */
async function start(options: Partial<MarketOptions> = {}) {
  const clock = instantClock(NOW);
  standin = await startMarket({
    plan: 'startup',
    market: { tokens: 160 },
    perMinute: {},
    clock: () => clock.now(),
    ...options,
  });
  return clock;
}

type Edit = (provider: MarketData) => MarketData;

/** Everything a run has, opened anew as for every process. */
function placeOf(store: Store, clock = instantClock(NOW), edit: Edit = (one) => one): MarketPorts {
  const log = recordingLog();
  const { providers } = openProviders({
    market: { providers: ['coinmarketcap'], indexes: [] },
    keys: { CMC_API_KEY: standin.environment.CMC_API_KEY },
    addresses: { CMC_API_URL: standin.environment.CMC_API_URL },
    clock,
    log,
    perMinute: Number.POSITIVE_INFINITY,
    timeoutMs: 5000,
  });
  return { store, files: tableFiles, clock, log, providers: providers.map(edit), indexes: [] };
}

async function run(
  ports: MarketPorts,
  { maxCredits, days = DAYS }: { maxCredits?: number; days?: number } = {},
) {
  const range = { from: addDays(LAST, 1 - days), to: LAST, top: TOP, recheck: false };
  const plan = await planBackfill(ports, range, limitOf());
  return backfillMarket(ports, { plan, top: TOP, historyDays: 400, limit: limitOf(), maxCredits });
}

/** One day after the other, as `collect` asks. */
const dayByDay: Edit = (provider) => ({
  ...provider,
  get fields() {
    return provider.fields;
  },
  crossSections: undefined,
});

/** The partitions, byte for byte. */
async function partitions(store: Store): Promise<Record<string, string>> {
  const hashes: Record<string, string> = {};
  for (const key of await store.list('market/bars/')) {
    const { bytes } = (await store.get(key))!;
    hashes[key] = createHash('sha256').update(bytes).digest('hex');
  }
  return hashes;
}

/** The numbers of the partitions, whenever they were fetched. */
async function numbers(ports: MarketPorts) {
  const days: Record<UtcDay, unknown[]> = {};
  for (let day = LAST; day > addDays(LAST, -DAYS); day = addDays(day, -1)) {
    const bars = await readBars(ports, day);
    days[day] = (bars ?? []).map(({ collectedAt: _, ...bar }) => bar);
  }
  return days;
}

const asked = (endpoint: string) => standin.requests.filter((one) => one.endpoint === endpoint).length;

describe('a backfill with candles', () => {
  it('writes the very bytes that asking day by day would have written, in far fewer requests', async () => {
    await start();
    const [daily, ahead] = [directoryStore(newFolder()), directoryStore(newFolder())];
    await run(placeOf(daily, undefined, dayByDay));
    const before = { requests: standin.requests.length, candles: asked('ohlcv'), credits: standin.credits };
    const document = await run(placeOf(ahead));
    expect(await partitions(ahead)).toEqual(await partitions(daily));
    expect(Object.keys(await partitions(ahead))).toHaveLength(DAYS);
    const bars = (await readBars(placeOf(ahead), LAST))!;
    expect(bars.filter(({ high }) => high > 0)).toHaveLength(TOP);
    expect(before.candles).toBeGreaterThanOrEqual(2 * DAYS);
    // Two blocks of days, two requests each, and the question whether there are candles.
    expect(asked('ohlcv') - before.candles).toBe(5);
    expect(standin.credits - before.credits).toBeLessThan(before.credits * 1.1);
    expect(document.providers[0]).toMatchObject({
      // All but the question what is left and whether there are candles.
      requests: standin.requests.length - before.requests - 2,
      credits: standin.credits - before.credits - 1,
    });
  });

  it.each([
    ['a storm of 429', ['rate-limited@ohlcv:3', 'rate-limited@listings:4']],
    ['bodies cut in their middle', ['half-body@ohlcv:2', 'half-body@listings:3', 'reset-mid-body@ohlcv:1']],
    ['errors and pages of HTML', ['error-500@ohlcv:2', 'error-504-html@listings:2', 'html-200@ohlcv:1']],
  ])('is the same history through %s', async (_, faults) => {
    const clock = await start();
    const stormy = directoryStore(newFolder());
    for (const fault of faults) standin.faults.push(fault);
    expect(await run(placeOf(stormy, clock))).toMatchObject({ outcome: 'done', days: { failed: [] } });
    expect(await numbers(placeOf(stormy))).toEqual(await numbers(placeOf(calm)));
  });

  it('leaves no day with closes alone where its candles cannot be had, and has them another time', async () => {
    await start();
    const store = directoryStore(newFolder());
    // The question whether there are candles, and the first block.
    const ports = placeOf(store);
    const plan = await planBackfill(
      ports,
      { from: addDays(LAST, 1 - DAYS), to: LAST, top: TOP, recheck: false },
      limitOf(),
    );
    standin.faults.push('error-500@ohlcv:always');
    const stopped = await backfillMarket(ports, { plan, top: TOP, historyDays: 400, limit: limitOf() });
    expect(stopped).toMatchObject({ outcome: 'stopped', days: { done: 0, failed: { length: 3 } } });
    expect(await store.list('market/bars/')).toEqual([]);
    standin.faults.clear();
    expect(await run(placeOf(store))).toMatchObject({ outcome: 'done' });
    expect(await partitions(store)).toEqual(await partitions(calm));
  });

  it.each([5, 40])('killed before its write %d goes on to the same bytes', async (writes) => {
    await start();
    const store = directoryStore(newFolder());
    let left = writes;
    const dying: Store = {
      ...store,
      put: async (...change) => {
        if (--left < 0) throw new Error('the process was killed');
        return store.put(...change);
      },
    };
    await expect(run(placeOf(dying))).rejects.toThrow('the process was killed');
    const there = Object.keys(await partitions(store)).length;
    const listings = asked('listings');
    expect(await run(placeOf(store))).toMatchObject({ outcome: 'done', days: { done: DAYS - there } });
    expect(asked('listings') - listings).toBe(DAYS - there);
    expect(await partitions(store)).toEqual(await partitions(calm));
  });

  it('asks for no more days than the plan has credits for, and goes on when there are new ones', async () => {
    // 4 credits a day.
    await start({ credits: 50 });
    const store = directoryStore(newFolder());
    const document = await run(placeOf(store));
    expect(document).toMatchObject({ outcome: 'stopped', reason: expect.stringContaining('1010') });
    // What is left over is too little for another day, and nothing was paid for that is not stored.
    expect(document.days.done).toBeGreaterThanOrEqual(12);
    await standin.close();
    await start();
    expect(await run(placeOf(store))).toMatchObject({ outcome: 'done' });
    expect(await partitions(store)).toEqual(await partitions(calm));
  });

  it.each([7, 26, 60])('never passes --max-credits %d', async (maxCredits) => {
    await start();
    const store = directoryStore(newFolder());
    const before = standin.credits;
    const document = await run(placeOf(store), { maxCredits });
    expect(document).toMatchObject({ outcome: 'stopped', reason: expect.stringContaining(`${maxCredits}`) });
    // The one is the question whether there are candles, before the run.
    expect(standin.credits - before - 1).toBeLessThanOrEqual(maxCredits);
    expect(document.days.done).toBeGreaterThanOrEqual(Math.floor(maxCredits / 4) - 1);
  });

  it('fills holes without paying for the days between them', async () => {
    await start();
    const store = directoryStore(newFolder());
    await run(placeOf(store), { days: 20 });
    const whole = await partitions(store);
    for (const day of ['2026-11-20', '2026-11-10']) {
      await store.remove(`market/bars/date=${day}/bars.parquet`);
      await store.remove(`market/days/${day}.json`);
    }
    const before = standin.credits;
    expect(await run(placeOf(store), { days: 20 })).toMatchObject({ outcome: 'done', days: { done: 2 } });
    expect(standin.credits - before).toBe(1 + 2 * 4);
    expect(await partitions(store)).toEqual(whole);
  });
});
