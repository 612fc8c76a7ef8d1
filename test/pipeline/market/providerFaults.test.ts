import { cp } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { MARKET_FAULTS, type MarketFaultName } from '../../../scripts/standins/providers/marketFaults.ts';
import type { MarketStandin } from '../../../scripts/standins/providers/marketStandin.ts';
import { startMarket } from '../../../scripts/standins/providers/startMarket.ts';
import { directoryStore } from '../../../shared/adapters/local/directoryStore.ts';
import { openProviders } from '../../../shared/adapters/providers/openProviders.ts';
import { tableFiles } from '../../../shared/adapters/tableFiles.ts';
import type { UtcDay } from '../../../shared/domain/utcDay.ts';
import { collectMarket } from '../../../shared/pipeline/collectMarket.ts';
import { readBars } from '../../../shared/pipeline/market/barStore.ts';
import type { MarketPorts } from '../../../shared/pipeline/market/marketPorts.ts';
import { marketStatus } from '../../../shared/pipeline/marketStatus.ts';
import { parseSettings } from '../../../shared/settings.ts';
import { type DayClock, dayClock } from '../../support/dayClock.ts';
import { recordingLog } from '../../support/recordingLog.ts';
import { temporaryFolders } from '../../support/temporaryFolders.ts';

const newFolder = temporaryFolders();
const TOKENS = 130;
const BEFORE: UtcDay = '2026-11-23';
const DAY: UtcDay = '2026-11-24';
const settings = parseSettings({
  slots: [{ name: 'example_model', candidates: ['base'] }],
  market: { top: 100 },
});
const FIRST_MORNING = new Date('2026-11-24T00:40:00Z');
let market: MarketStandin;
let clock: DayClock;
/** A store with one good day. */
let firstDay: string;

beforeAll(async () => {
  clock = dayClock(FIRST_MORNING);
  market = await startMarket({ clock: () => clock.now(), market: { tokens: TOKENS }, perMinute: {} });
  firstDay = newFolder();
  expect(await collectMarket(portsOn(firstDay), { settings })).toMatchObject({ outcome: 'collected' });
});
afterEach(() => market.faults.clear());
afterAll(() => market.close());

/** Real clients of local providers. */
function portsOn(folder: string): MarketPorts {
  const log = recordingLog();
  const { CMC_API_KEY, COINGECKO_API_KEY } = market.environment;
  const opened = openProviders({
    market: settings.market!,
    keys: { CMC_API_KEY, COINGECKO_API_KEY },
    addresses: market.environment,
    timeoutMs: 300,
    clock,
    log,
  });
  return { store: directoryStore(folder), files: tableFiles, clock, log, ...opened };
}

/** The morning after the next. */
async function secondDay() {
  const folder = newFolder();
  await cp(firstDay, folder, { recursive: true });
  clock = dayClock(new Date('2026-11-25T00:40:00Z'));
  const ports = portsOn(folder);
  return { ports, collect: () => collectMarket(ports, { settings }) };
}

/** Every stored number beside the truth: a close may be off by 3 %, as between providers, or unknown; nothing else. */
async function wrongCloses(ports: MarketPorts, day: UtcDay): Promise<string[]> {
  const bars = (await readBars(ports, day)) ?? [];
  return bars.flatMap(({ ucid, source, close }) => {
    const truth = market.closeOf(ucid, day) ?? Number.NaN;
    const isRight = Number.isNaN(close) || Math.abs(close / truth - 1) <= 0.03;
    return isRight ? [] : [`${source} ${ucid}: ${close}, not ${truth}`];
  });
}

const NAMES = Object.keys(MARKET_FAULTS) as MarketFaultName[];
/** Those that change what is told, not whether. */
const LIES: readonly MarketFaultName[] = [
  'partial-page',
  'missing-days',
  'duplicated-days',
  'bad-numbers',
  'clock-ahead',
  'day-late',
];
const CASES = [
  ...NAMES.map((fault) => [fault, 'coinmarketcap'] as const),
  ...LIES.map((fault) => [fault, 'binance'] as const),
];

describe('while a provider misbehaves', () => {
  it.each(CASES)(
    '%s@%s: nothing wrong is stored, and the second run of the day mends it',
    async (fault, provider) => {
      const { ports, collect } = await secondDay();
      market.faults.push(`${fault}@${provider}:always`);
      const startedAt = clock.now().getTime();
      expect(['collected', 'partial', 'failed']).toContain((await collect()).outcome);
      expect(clock.now().getTime() - startedAt).toBeLessThanOrEqual(150_000);
      expect(await wrongCloses(ports, DAY)).toEqual([]);
      market.faults.clear();
      clock.set(new Date('2026-11-25T11:40:00Z'));
      await collect();
      expect(await wrongCloses(ports, DAY)).toEqual([]);
      const { days } = await marketStatus(ports, { newest: 5 });
      expect(days.map(({ day, complete, final }) => ({ day, complete, final }))).toEqual([
        { day: DAY, complete: true, final: true },
        { day: BEFORE, complete: true, final: true },
      ]);
    },
  );

  it('a clock that is behind is named, and what it kept from being told comes with the second run', async () => {
    const { ports, collect } = await secondDay();
    market.faults.push('clock-behind:always');
    const said = (await collect()).providers.find(({ source }) => source === 'coinmarketcap');
    expect(said?.error?.message).toMatch(/its clock says 2026-11-24 12:4\d UTC, ours 2026-11-25 00:4\d UTC/);
    market.faults.clear();
    market.faults.push('clock-behind@binance:always');
    clock.set(new Date('2026-11-25T01:10:00Z'));
    const { days } = await collect();
    expect(days[0]).toMatchObject({ day: DAY, outcome: 'partial' });
    market.faults.clear();
    clock.set(new Date('2026-11-25T11:40:00Z'));
    expect(await collect()).toMatchObject({ outcome: 'collected' });
    const bars = (await readBars(ports, DAY))!.filter(({ source }) => source === 'binance');
    expect(bars.length).toBeGreaterThan(10);
  });

  it.each([...LIES, 'rate-limited', 'timeout', 'quota-spent'] as const)(
    '%s of all of them at once ends the run in time, and stores nothing wrong',
    async (fault) => {
      const { ports, collect } = await secondDay();
      market.faults.push(`${fault}:always`);
      const startedAt = clock.now().getTime();
      const document = await collect();
      expect(clock.now().getTime() - startedAt).toBeLessThanOrEqual(150_000);
      expect(await wrongCloses(ports, DAY)).toEqual([]);
      if (document.outcome === 'failed') expect(document.reason).toMatch(/coinmarketcap: ./);
    },
  );
});
