import * as z from 'zod';
import { utcDay } from '../../../domain/utcDay.ts';
import { reading } from '../reading.ts';
import { rowsOf } from '../rowsOf.ts';

const DAY_MS = 86_400_000;

const pair = z.object({
  symbol: z.string().min(1),
  status: z.string(),
  baseAsset: z.string().min(1),
  quoteAsset: z.string(),
});
export type BinancePair = z.infer<typeof pair>;

/** Midnight UTC in milliseconds; the files for download have microseconds, and other intervals other hours. */
const openTime = z
  .number()
  .refine((time) => time % DAY_MS === 0 && utcDay(time) !== undefined, 'not midnight UTC in milliseconds');

/** openTime, open, high, low, close, base volume, closeTime, quote volume, trades, … */
const candle = z
  .tuple([openTime, reading, reading, reading, reading, reading, z.number(), reading, z.number().nullable()])
  .rest(z.unknown());
export type BinanceCandle = z.infer<typeof candle>;

/** Each endpoint's answer. Loose about fields nobody uses. */
export const BINANCE_ANSWERS = {
  exchangeInfo: z.object({ symbols: rowsOf(pair) }),
  klines: rowsOf(candle),
};
