import { afterAll, beforeAll, beforeEach } from '@jest/globals';
import type { Quote } from '../../../scripts/standins/market/marketSource.ts';
import type { MarketOptions } from '../../../scripts/standins/providers/marketOptions.ts';
import type { MarketStandin } from '../../../scripts/standins/providers/marketStandin.ts';
import { startMarket } from '../../../scripts/standins/providers/startMarket.ts';
import type { ProviderOptions } from '../../../shared/adapters/providers/providerApi.ts';
import { addDays, type UtcDay } from '../../../shared/domain/utcDay.ts';
import { type InstantClock, instantClock } from '../../support/instantClock.ts';
import { recordingLog } from '../../support/recordingLog.ts';

/** 00:40 UTC on a Tuesday: yesterday is the 23rd. */
export const NOW = '2026-11-24T00:40:00.000Z';
export const YESTERDAY: UtcDay = '2026-11-23';

export interface StandinUnderTest {
  standin: MarketStandin;
  clock: InstantClock;
  log: ReturnType<typeof recordingLog>;
  /** Of one attempt. */
  timeoutMs: number;
  /** What a client takes, its pauses in no time and by the stand-in's clock. */
  options(): Pick<ProviderOptions, 'clock' | 'log' | 'timeoutMs' | 'perMinute'>;
  /** The truth of a day; undefined for none. */
  truth(ucid: string, day: UtcDay): Quote | undefined;
}

/** Local providers for a file of tests; each test finds them without faults, and the clock at 00:40 UTC. */
export function standinUnderTest(given: Partial<MarketOptions> = {}): StandinUnderTest {
  const under = {} as StandinUnderTest;
  beforeAll(async () => {
    const market = { tokens: 450 };
    const clock = () => under.clock.now();
    under.clock = instantClock(NOW);
    under.standin = await startMarket({ market, clock, perMinute: {}, ...given });
    under.options = () => ({
      clock: under.clock,
      log: under.log,
      timeoutMs: under.timeoutMs,
      perMinute: Number.POSITIVE_INFINITY,
    });
    under.truth = (ucid, day) => {
      const token = under.standin.market.tokens.find((one) => one.ucid === ucid);
      return token && under.standin.market.quote(token, day);
    };
  });
  beforeEach(() => {
    under.clock = instantClock(NOW);
    under.log = recordingLog();
    under.timeoutMs = 30_000;
    under.standin.faults.clear();
  });
  afterAll(() => under.standin.close());
  return under;
}

/** Days of a range, both ends included. */
export function daysFrom(from: UtcDay, to: UtcDay): UtcDay[] {
  const days: UtcDay[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day);
  return days;
}
