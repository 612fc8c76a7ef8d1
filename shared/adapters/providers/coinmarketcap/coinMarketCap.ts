import { RefusedError } from '../../../errors.ts';
import { FIELDS, type Field } from '../../../market/bar.ts';
import type { HistoryRequest, MarketData } from '../../../ports.ts';
import { finishedDays } from '../finishedDays.ts';
import { cmcAllowance } from './cmcAllowance.ts';
import { type CmcOptions, cmcApi } from './cmcApi.ts';
import { CANDLES, CMC, cmcHistory, cmcHistoryCost, QUOTES } from './cmcHistory.ts';
import { cmcListings, cmcListingsCost } from './cmcListings.ts';
import { cmcTokens } from './cmcTokens.ts';

export interface CoinMarketCapOptions extends CmcOptions {
  /**
   * Ask for candles (open, high, low) first, which only dearer plans have; once they are refused, for quotes. Default
   * false.
   */
  readonly candles?: boolean | undefined;
}

const CLOSE_FIELDS: readonly Field[] = ['close', 'volumeUsd', 'marketCapUsd'];

/**
 * CoinMarketCap, whose ids are Numerai's ucids. Its `fields` include open, high and low from the first candles it gave.
 *
 * @throws UsageError `address_invalid`
 */
export function coinMarketCap(options: CoinMarketCapOptions): MarketData {
  const { clock, log } = options;
  const api = cmcApi(options);
  let fields = CLOSE_FIELDS;
  let wantsCandles = options.candles ?? false;
  const finished = (range: Pick<HistoryRequest, 'from' | 'to'>) => finishedDays(range, clock.now());

  const history: MarketData['history'] = async (request, limit) => {
    const range = finished(request);
    if (!range) return [];
    const wanted = { tokens: request.tokens, range };
    if (!wantsCandles) return cmcHistory({ api, clock, series: QUOTES }, wanted, limit);
    try {
      const bars = await cmcHistory({ api, clock, series: CANDLES }, wanted, limit);
      fields = FIELDS;
      return bars;
    } catch (error) {
      if (!(error instanceof RefusedError && error.code === 'plan_lacks_endpoint')) throw error;
      log.warn('CoinMarketCap: the plan has no candles, quotes are asked for instead', { error });
      wantsCandles = false;
      return history(request, limit);
    }
  };
  return {
    source: CMC,
    get fields() {
      return fields;
    },
    crossSection: async ({ day, top }, limit) =>
      finished({ from: day, to: day }) ? cmcListings({ api, clock }, { day, top }, limit) : [],
    crossSectionCost: cmcListingsCost,
    history,
    costOf: (request) => cmcHistoryCost(request, finished(request)),
    tokens: (limit) => cmcTokens(api, limit),
    allowance: (limit) => cmcAllowance(api, limit),
  };
}
