import type { UtcDay } from '../domain/utcDay.ts';

/** The numbers of a bar, all in USD: prices of one token, the volume of the day, the market cap at its end. */
export const FIELDS = ['open', 'high', 'low', 'close', 'volumeUsd', 'marketCapUsd'] as const;
export type Field = (typeof FIELDS)[number];

/** One token's UTC day as one provider tells it. A number that is unknown is NaN, never 0. */
export interface Bar extends Readonly<Record<Field, number>> {
  /** CoinMarketCap's id, which Numerai calls ucid: the join key. */
  readonly ucid: string;
  /** As the provider wrote it that day, byte for byte. */
  readonly symbol: string;
  /** The provider's name. */
  readonly source: string;
  readonly collectedAt: Date;
}

/** A bar and the UTC day it covers. */
export interface DatedBar extends Bar {
  readonly day: UtcDay;
}
