import { addDays, utcDay } from '../../../domain/utcDay.ts';
import { AppError } from '../../../errors.ts';
import { type Bar, FIELDS, type Field } from '../../../market/bar.ts';
import type { Cost, HistoryRequest, Limit, MarketData } from '../../../ports.ts';
import { finishedDays } from '../finishedDays.ts';
import { type CandlesWanted, candleSource } from './candleSource.ts';
import { cmcAllowance } from './cmcAllowance.ts';
import { type CmcOptions, cmcApi } from './cmcApi.ts';
import { CMC, cmcHistory, cmcHistoryCost, QUOTES } from './cmcHistory.ts';
import { cmcListings, cmcListingsCost } from './cmcListings.ts';
import { cmcTokens } from './cmcTokens.ts';

export interface CoinMarketCapOptions extends CmcOptions {
  /** Whether to try for open, high and low, which only dearer plans have; default true. */
  readonly candles?: boolean | undefined;
}

const CLOSE_FIELDS: readonly Field[] = ['close', 'volumeUsd', 'marketCapUsd'];

/**
 * CoinMarketCap, whose ids are Numerai's ucids. Its `fields` include open, high and low while it gives candles.
 *
 * @throws UsageError `address_invalid`
 */
export function coinMarketCap(options: CoinMarketCapOptions): MarketData {
  const { clock, log } = options;
  const api = cmcApi(options);
  const source = candleSource({ api, clock, log }, options.candles ?? true);
  let fields = CLOSE_FIELDS;
  const finished = (range: Pick<HistoryRequest, 'from' | 'to'>) => finishedDays(range, clock.now());
  const candles = async (wanted: CandlesWanted, limit: Limit) => {
    fields = CLOSE_FIELDS;
    const bars = wanted.tokens.length > 0 ? await source(wanted, limit) : undefined;
    if (bars) fields = FIELDS;
    return bars;
  };
  /** A day's closes are worth having without. */
  const candlesIfAny = (wanted: CandlesWanted, limit: Limit) =>
    candles(wanted, limit).catch((error: unknown) => {
      if (!(error instanceof AppError)) throw error;
      log.warn(`CoinMarketCap: closes without candles, ${error.message}`, { error });
      return undefined;
    });

  return {
    source: CMC,
    get fields() {
      return fields;
    },
    crossSection: async ({ day, top }, limit) => {
      const range = finished({ from: day, to: day });
      if (!range) return [];
      const listed = await cmcListings({ api, clock }, { day, top }, limit);
      const tokens = listed.map(({ ucid }) => ({ ucid, id: ucid }));
      return withCandles(listed, await candlesIfAny({ tokens, range }, limit));
    },
    crossSectionCost: (top) => {
      const listings = cmcListingsCost(top);
      return fields === FIELDS ? sum(listings, candleCost(top)) : listings;
    },
    history: async ({ tokens, ...asked }, limit) => {
      const range = finished(asked);
      if (!range || tokens.length === 0) return [];
      const bars = await candles({ tokens, range }, limit);
      return bars ?? cmcHistory({ api, clock, series: QUOTES }, { tokens, range }, limit);
    },
    costOf: ({ tokens, ...asked }) => cmcHistoryCost(tokens, finished(asked)),
    tokens: (limit) => cmcTokens(api, limit),
    // A day of Bitcoin tells whether the plan has candles, and so what cross-sections will cost.
    allowance: async (limit) => {
      const allowance = await cmcAllowance(api, limit);
      const yesterday = addDays(utcDay(clock.now().getTime())!, -1);
      const range = { from: yesterday, to: yesterday };
      await candlesIfAny({ tokens: [{ ucid: '1', id: '1' }], range }, limit);
      return allowance;
    },
  };
}

/** The candle where there is one with a close: its numbers belong together. */
function withCandles(listed: readonly Bar[], candles: readonly Bar[] = []): Bar[] {
  const byUcid = new Map(candles.filter(({ close }) => close > 0).map((bar) => [bar.ucid, bar]));
  return listed.map((bar) => {
    const { open, high, low, close } = byUcid.get(bar.ucid) ?? bar;
    return { ...bar, open, high, low, close };
  });
}

/** Of a day's candles. */
function candleCost(tokens: number): Cost {
  const requests = Math.ceil(tokens / 100);
  return { requests, credits: requests };
}

function sum(a: Cost, b: Cost): Cost {
  return { requests: a.requests + b.requests, credits: a.credits + b.credits };
}
