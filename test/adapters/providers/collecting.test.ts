import { describe, expect, it } from '@jest/globals';
import { directoryStore } from '../../../shared/adapters/local/directoryStore.ts';
import { openProviders } from '../../../shared/adapters/providers/openProviders.ts';
import { tableFiles } from '../../../shared/adapters/tableFiles.ts';
import { addDays } from '../../../shared/domain/utcDay.ts';
import { collectMarket } from '../../../shared/pipeline/collectMarket.ts';
import { readBars } from '../../../shared/pipeline/market/barStore.ts';
import { parseSettings } from '../../../shared/settings.ts';
import { dayClock } from '../../support/dayClock.ts';
import { temporaryFolders } from '../../support/temporaryFolders.ts';
import { NOW, standinUnderTest, YESTERDAY } from './providerUnderTest.ts';

const under = standinUnderTest({ market: { tokens: 140 } });
const folder = temporaryFolders();
const settings = parseSettings({
  slots: [{ name: 'm', candidates: ['base'] }],
  market: { top: 120, historyDays: 30 },
});

/** `collect` as it is wired, with the local providers as they are at the moment. */
function collector() {
  const clock = dayClock(new Date(NOW));
  const store = directoryStore(folder());
  const { log, timeoutMs, perMinute } = { ...under.options(), timeoutMs: 2000 };
  const sources = openProviders({
    clock,
    log,
    timeoutMs,
    perMinute,
    market: settings.market!,
    keys: under.standin.environment,
    addresses: under.standin.environment,
  });
  const ports = { store, files: tableFiles, clock, log, ...sources };
  return {
    clock,
    barsOf: async (day: string) => (await readBars(ports, day)) ?? [],
    collectOn: async (day: string, time = '00:40') => {
      clock.set(new Date(`${day}T${time}:00Z`));
      under.clock.sleep(clock.now().getTime() - under.clock.now().getTime());
      return collectMarket(ports, { settings });
    },
  };
}

const TODAY = addDays(YESTERDAY, 1);
const TOMORROW = addDays(TODAY, 1);

describe('collect through real clients', () => {
  it('stores the end of the day from the first provider and true candles from the second', async () => {
    const { collectOn, barsOf } = collector();
    const document = await collectOn(TODAY);
    expect(document.outcome).toBe('collected');
    const bars = await barsOf(YESTERDAY);
    const from = (source: string) => bars.filter((bar) => bar.source === source);
    expect(from('coinmarketcap')).toHaveLength(120);
    expect(from('binance').length).toBeGreaterThan(50);
    for (const { ucid, high, close } of from('binance')) {
      const truth = under.truth(ucid, YESTERDAY)!;
      expect(high / truth.high).toBeCloseTo(1, 9);
      expect(close / truth.close).toBeCloseTo(1, 9);
    }
  });

  it.each(['error-500', 'wrong-key', 'renamed-field', 'day-late'])(
    'does not lose the day to %s at the first provider',
    async (fault) => {
      const { collectOn, barsOf } = collector();
      await collectOn(TODAY);
      under.standin.faults.push(`${fault}@coinmarketcap:always`);
      const document = await collectOn(TOMORROW);
      const bars = await barsOf(TODAY);
      expect(bars.some(({ source }) => source === 'coinmarketcap')).toBe(false);
      const close = new Map(bars.map((bar) => [bar.ucid, bar.close]));
      expect(close.size).toBeGreaterThan(100);
      for (const [ucid, value] of close) expect(value / under.truth(ucid, TODAY)!.close).toBeCloseTo(1, 9);
      expect(document.providers.find(({ source }) => source === 'coinmarketcap')?.error).toBeDefined();
      under.standin.faults.clear();
      await collectOn(TOMORROW, '11:40');
      const later = await barsOf(TODAY);
      expect(later.filter(({ source }) => source === 'coinmarketcap')).toHaveLength(120);
    },
  );

  it('tells who is down, and goes on with the rest, when all but the first are', async () => {
    const { collectOn, barsOf } = collector();
    under.standin.faults.push(
      'geo-blocked@binance:always',
      'rate-limited@coingecko:always',
      'error-504-html@alternative:always',
    );
    const document = await collectOn(TODAY);
    expect(await barsOf(YESTERDAY)).toHaveLength(120);
    const errors = document.providers.map(({ source, error }) => [source, error?.code]);
    expect(errors).toEqual([
      ['coinmarketcap', undefined],
      ['binance', 'geo_blocked'],
      ['coingecko', 'rate_limited'],
      ['alternative.me', 'server_error'],
    ]);
  });
});
