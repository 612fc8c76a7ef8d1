import { RefusedError } from '../../../errors.ts';
import type { DatedBar } from '../../../market/bar.ts';
import type { Clock, Limit, Log, ProviderToken } from '../../../ports.ts';
import type { DayRange } from '../finishedDays.ts';
import { inParallel } from '../inParallel.ts';
import type { CmcApi } from './cmcApi.ts';
import { CANDLES, cmcHistory, cmcHistoryCost } from './cmcHistory.ts';

/** What candles are asked for. */
export interface CandlesWanted {
  readonly tokens: readonly ProviderToken[];
  readonly range: DayRange;
}

export interface CandleSource {
  /** @returns undefined where the plan has none; throws as `CmcApi` otherwise */
  ask(wanted: readonly CandlesWanted[], limit: Limit): Promise<readonly DatedBar[] | undefined>;
  /** True for a plan that has given some. */
  readonly has: boolean;
}

/**
 * Open, high and low, for who has a plan with them. The first question tells; where it would take many requests at once,
 * a single token is asked for before. A refusal costs nothing and is the last question.
 */
export function candleSource(
  ports: { readonly api: CmcApi; readonly clock: Clock; readonly log: Log },
  isWanted: boolean,
): CandleSource {
  let has: boolean | undefined = isWanted ? undefined : false;
  const ask = async (wanted: CandlesWanted, limit: Limit) => {
    const bars = await cmcHistory({ ...ports, series: CANDLES }, wanted, limit);
    has = true;
    return bars;
  };
  const askAll = async (wanted: readonly CandlesWanted[], limit: Limit) => {
    if (has === false || wanted.length === 0) return undefined;
    try {
      const isMuch = candleRequests(wanted) > 1;
      if (has === undefined && isMuch) await ask(sample(wanted[0]!), limit);
      return (await inParallel(wanted, (one) => ask(one, limit))).flat();
    } catch (error) {
      if (!(error instanceof RefusedError && error.code === 'plan_lacks_endpoint')) throw error;
      ports.log.info('CoinMarketCap: the plan has no candles, closes are taken without', { error });
      has = false;
      return undefined;
    }
  };
  return {
    ask: askAll,
    get has() {
      return has === true;
    },
  };
}

function candleRequests(wanted: readonly CandlesWanted[]): number {
  return wanted.reduce((sum, { tokens, range }) => sum + cmcHistoryCost(tokens, range).requests, 0);
}

function sample({ tokens, range }: CandlesWanted): CandlesWanted {
  return { tokens: tokens.slice(0, 1), range: { from: range.to, to: range.to } };
}
