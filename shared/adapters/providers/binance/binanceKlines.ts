import { addDays, utcDay } from '../../../domain/utcDay.ts';
import type { DatedBar } from '../../../market/bar.ts';
import type { Clock, Limit, ProviderToken } from '../../../ports.ts';
import { type DayNumbers, dailyBars } from '../dailyBars.ts';
import { type DayRange, finishedDays, lengthOf } from '../finishedDays.ts';
import type { ProviderApi } from '../providerApi.ts';
import { BINANCE_ANSWERS, type BinanceCandle } from './binanceAnswers.ts';
import { BINANCE } from './binanceApi.ts';
import { pairOf } from './binancePair.ts';

/** The most candles in an answer. */
const MAX_CANDLES = 1000;
/** Of one request. */
export const KLINE_WEIGHT = 2;

/** Requests for one token. */
export function klineRequests(range: DayRange): number {
  return Math.ceil(lengthOf(range) / MAX_CANDLES);
}

/**
 * One token's candles, volume in USDT of this one exchange.
 *
 * @see https://github.com/binance/binance-spot-api-docs/blob/master/rest-api.md
 */
export async function binanceKlines(
  { api, clock }: { api: ProviderApi; clock: Clock },
  { token: { ucid, id }, range }: { token: ProviderToken; range: DayRange },
  limit: Limit,
): Promise<DatedBar[]> {
  const { pair, tokens, symbol } = pairOf(id);
  const bars: DatedBar[] = [];
  for (const part of partsOf(range)) {
    const query = {
      symbol: pair,
      interval: '1d',
      startTime: Date.parse(part.from),
      endTime: Date.parse(part.to),
      limit: MAX_CANDLES,
    };
    const request = { path: '/api/v3/klines', query, schema: BINANCE_ANSWERS.klines, weight: KLINE_WEIGHT };
    const told = await api.find(request, limit);
    if (!told) return bars;
    const owner = { ucid, symbol, source: BINANCE, collectedAt: clock.now() };
    const days = told.data.filter(hasTrades).map((candle) => dayOf(candle, tokens));
    bars.push(...dailyBars(owner, days, finishedDays(part, told.at)));
  }
  return bars;
}

function partsOf({ from, to }: DayRange): DayRange[] {
  const starts = Array.from({ length: klineRequests({ from, to }) }, (_, i) =>
    addDays(from, i * MAX_CANDLES),
  );
  return starts.map((start) => {
    const end = addDays(start, MAX_CANDLES - 1);
    return { from: start, to: end < to ? end : to };
  });
}

/** A day without trades repeats the price of the last one that had some: no price of that day. */
function hasTrades([, , , , , , , , trades]: BinanceCandle): boolean {
  return trades !== 0;
}

function dayOf(candle: BinanceCandle, tokens: number): DayNumbers {
  const [openTime, open, high, low, close, , , volumeUsd] = candle;
  const prices = { open: open / tokens, high: high / tokens, low: low / tokens, close: close / tokens };
  return { day: utcDay(openTime), numbers: { ...prices, volumeUsd } };
}
