import * as z from 'zod';
import { reading } from '../reading.ts';
import { rowsOf } from '../rowsOf.ts';

const instant = z
  .string()
  .transform((text) => Date.parse(text))
  .refine((time) => !Number.isNaN(time), 'not a time');
const id = z.union([z.string().min(1), z.int()]).transform(String);

/** The status that comes with every answer; the code is a number, or the same in text. */
export const Status = z.object({
  error_code: z.union([z.number(), z.string()]).transform(Number),
  error_message: z.string().nullish(),
  credit_count: z.number().nullish(),
});

/** A list, or the same as an object by id or symbol, each entry a token or a list of tokens. */
function listOf<T extends z.ZodType>(entry: T) {
  return z.preprocess(
    (data) => (typeof data === 'object' && data !== null ? Object.values(data).flat() : data),
    rowsOf(entry),
  );
}

/** As `listOf`; a single token may also stand there by itself. */
function seriesOf<T extends z.ZodType>(entry: T) {
  const list = listOf(entry);
  return z.preprocess((data) => {
    const isToken = typeof data === 'object' && data !== null && ('quotes' in data || 'id' in data);
    return isToken ? [data] : data;
  }, list);
}

/** The dollar part of `quote`: v3 has a list of currencies, older versions an object by currency. */
function inUsd<T extends z.ZodType>(numbers: T) {
  return z.preprocess(
    (quote) => {
      if (Array.isArray(quote)) return { USD: quote.find((one) => one?.symbol === 'USD') ?? quote[0] };
      return quote;
    },
    z.object({ USD: numbers }),
  );
}

/** Volume has two names in the documentation. */
const closeNumbers = z.preprocess(
  (numbers) => {
    if (typeof numbers !== 'object' || numbers === null || 'volume_24h' in numbers) return numbers;
    return 'volume_24hr' in numbers ? { ...numbers, volume_24h: numbers.volume_24hr } : numbers;
  },
  z.object({ price: reading, volume_24h: reading, market_cap: reading }),
);

const platform = z.object({ token_address: z.string().nullish() }).nullish();

const token = z.object({
  id,
  symbol: z.string(),
  name: z.string().nullish(),
  rank: z.int().nullish(),
  platform,
});
export type CmcToken = z.infer<typeof token>;

const listing = z.object({ id, symbol: z.string(), quote: inUsd(closeNumbers) });

const quotes = z.object({
  id,
  symbol: z.string(),
  quotes: rowsOf(z.object({ timestamp: instant, quote: inUsd(closeNumbers) })),
});
export type CmcQuotes = z.infer<typeof quotes>;

const candleNumbers = z.object({
  open: reading,
  high: reading,
  low: reading,
  close: reading,
  volume: reading,
  market_cap: reading,
});
const candles = z.object({
  id,
  symbol: z.string(),
  quotes: rowsOf(z.object({ time_open: instant, time_close: instant, quote: inUsd(candleNumbers) })),
});
export type CmcCandles = z.infer<typeof candles>;

const keyInfo = z.object({
  plan: z.object({
    credit_limit_monthly: z.number().nullish(),
    credit_limit_monthly_reset_timestamp: z.string().nullish(),
    rate_limit_minute: z.number().nullish(),
  }),
  usage: z.object({ current_month: z.object({ credits_left: z.number().nullish() }).nullish() }).nullish(),
});
export type CmcKeyInfo = z.infer<typeof keyInfo>;

const answer = <T extends z.ZodType>(data: T) => z.object({ status: Status.nullish(), data });

/** Each endpoint's answer. Loose about fields nobody uses. */
export const CMC_ANSWERS = {
  map: answer(listOf(token)),
  listings: answer(listOf(listing)),
  quotes: answer(seriesOf(quotes)),
  candles: answer(seriesOf(candles)),
  keyInfo: answer(keyInfo),
};
