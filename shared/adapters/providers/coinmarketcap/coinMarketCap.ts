import { addDays, type UtcDay, utcDay } from '../../../domain/utcDay.ts';
import { AppError } from '../../../errors.ts';
import { FIELDS, type Field } from '../../../market/bar.ts';
import type { Cost, HistoryRequest, Limit, MarketData } from '../../../ports.ts';
import { finishedDays } from '../finishedDays.ts';
import { type CandlesWanted, candleSource } from './candleSource.ts';
import { cmcAllowance } from './cmcAllowance.ts';
import { type CmcOptions, cmcApi } from './cmcApi.ts';
import { CMC, cmcHistory, cmcHistoryCost, QUOTES } from './cmcHistory.ts';
import { cmcListings, cmcListingsCost } from './cmcListings.ts';
import { cmcReach } from './cmcReach.ts';
import { cmcSections, type SectionsWanted } from './cmcSections.ts';
import { cmcTokens } from './cmcTokens.ts';
import { withCandles } from './withCandles.ts';

export interface CoinMarketCapOptions extends CmcOptions {
  /** Whether to try for open, high and low, which only dearer plans have; default true. */
  readonly candles?: boolean | undefined;
}

const BITCOIN = [{ ucid: '1', id: '1' }];
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
    const bars = wanted.tokens.length > 0 ? await source.ask([wanted], limit) : undefined;
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
  const sections = async (request: SectionsWanted, limit: Limit) => {
    const listed = async (day: UtcDay) =>
      finished({ from: day, to: day }) ? cmcListings({ api, clock }, { day, top: request.top }, limit) : [];
    const given = await cmcSections({ listed, candles: (wanted) => source.ask(wanted, limit) }, request);
    fields = source.has ? FIELDS : CLOSE_FIELDS;
    return given;
  };

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
    // One after the other takes no more where there are no candles.
    get crossSections() {
      return source.has ? sections : undefined;
    },
    crossSectionCost: ({ days, top }) => {
      const listings = times(cmcListingsCost(top), days.length);
      return source.has && days.length > 0 ? sum(listings, candleCost(top, days)) : listings;
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
    reach: (from, limit) => {
      const today = utcDay(clock.now().getTime())!;
      return cmcReach({ from, today }, (day) => {
        const wanted = { tokens: BITCOIN, range: { from: day, to: day } };
        return cmcHistory({ api, clock, series: QUOTES }, wanted, limit);
      });
    },
    get perMinute() {
      return api.perMinute;
    },
    get spent() {
      return api.spent;
    },
    allowance: async (limit) => {
      const allowance = await cmcAllowance(api, limit);
      const yesterday = addDays(utcDay(clock.now().getTime())!, -1);
      const range = { from: yesterday, to: yesterday };
      await candlesIfAny({ tokens: BITCOIN, range }, limit);
      return allowance;
    },
  };
}

/** Of the candles of as many tokens on all of these days, which have no gap. */
function candleCost(tokens: number, days: readonly UtcDay[]): Cost {
  const range = { from: days.at(-1)!, to: days[0]! };
  return cmcHistoryCost(
    Array.from({ length: tokens }, (_, i) => ({ ucid: `${i}`, id: `${i}` })),
    range,
  );
}

function times({ requests, credits }: Cost, days: number): Cost {
  return { requests: requests * days, credits: credits * days };
}

function sum(a: Cost, b: Cost): Cost {
  return { requests: a.requests + b.requests, credits: a.credits + b.credits };
}
