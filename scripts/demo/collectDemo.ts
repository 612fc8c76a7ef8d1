import { openProviders } from '../../shared/adapters/providers/openProviders.ts';
import { addDays, utcDay } from '../../shared/domain/utcDay.ts';
import { backfillMarket } from '../../shared/pipeline/backfillMarket.ts';
import { collectMarket } from '../../shared/pipeline/collectMarket.ts';
import { planBackfill } from '../../shared/pipeline/market/backfillPlan.ts';
import type { CollectDocument } from '../../shared/pipeline/market/collectDocument.ts';
import type { MarketPorts } from '../../shared/pipeline/market/marketPorts.ts';
import type { Ports } from '../../shared/ports.ts';
import type { MarketStandin } from '../standins/providers/marketStandin.ts';
import { startMarket } from '../standins/providers/startMarket.ts';
import type { Scenario } from './scenarios.ts';

/** As far as the features of market-model.txt look back, and some days more. */
const HISTORY_DAYS = 31;
/** The tokens of the local Numerai, and some more. */
const TOKENS = 330;

/** Nobody has to be spared here. */
const HASTE = { perMinute: 60_000, delaysMs: [50] };

/** A month of history and yesterday's close from local providers, which in an outage end a day earlier. */
export async function collectDemo(
  ports: Pick<Ports, 'clock' | 'store' | 'files' | 'log'>,
  { settings, market: how }: Scenario,
  signal: AbortSignal,
): Promise<CollectDocument> {
  const { clock, log } = ports;
  const market = settings.market!;
  const standin = await startMarket({ clock: clock.now, perMinute: {}, market: { tokens: TOKENS } });
  try {
    log.info(`Local market data providers listen at ${standin.urls.coinmarketcap}`);
    const { environment: addresses } = standin;
    // A line for each of so many requests would hide what matters.
    const calm = { ...log, info: () => undefined };
    const options = { market, keys: addresses, addresses, clock, log: calm, ...HASTE };
    const marketPorts = { ...ports, ...openProviders(options) };
    await fillHistory(marketPorts, { market, signal });
    if (how === 'outage') breakDown(standin);
    return await collectMarket(marketPorts, { settings, signal });
  } finally {
    await standin.close();
  }
}

function breakDown({ faults }: MarketStandin): void {
  faults.push('unreachable:always');
}

async function fillHistory(
  ports: MarketPorts,
  { market, signal }: { market: NonNullable<Scenario['settings']['market']>; signal: AbortSignal },
): Promise<void> {
  const { top, historyDays } = market;
  const now = ports.clock.now().getTime();
  const limit = { retryUntil: new Date(now + 60_000), signal };
  const to = addDays(utcDay(now)!, -2);
  const range = { from: addDays(to, 1 - HISTORY_DAYS), to, top, recheck: false };
  const plan = await planBackfill(ports, range, limit);
  const calm = { ...ports, log: { ...ports.log, info: () => undefined } };
  const { outcome, rows } = await backfillMarket(calm, { plan, top, historyDays, limit });
  ports.log.info(`${plan.days.length} days of history: ${outcome}, ${rows} bars`);
}
