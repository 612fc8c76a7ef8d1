import * as z from 'zod';
import { reading } from '../reading.ts';
import { rowsOf } from '../rowsOf.ts';

const listed = z.object({
  id: z.string().min(1),
  symbol: z.string(),
  name: z.string().nullish(),
  platforms: z.record(z.string(), z.string().nullish()).nullish(),
});
export type GeckoListed = z.infer<typeof listed>;

const ranked = z.object({ id: z.string().min(1), market_cap_rank: z.int().positive().nullish() });

/** Milliseconds and a number. */
const point = z.tuple([z.number(), reading]).rest(z.unknown());
const chart = z.object({
  prices: rowsOf(point),
  market_caps: rowsOf(point),
  total_volumes: rowsOf(point),
});
export type GeckoChart = z.infer<typeof chart>;

/** Each endpoint's answer. Loose about fields nobody uses. */
export const GECKO_ANSWERS = { list: rowsOf(listed), markets: rowsOf(ranked), chart };
