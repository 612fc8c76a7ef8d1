import type { UtcDay } from '../../../shared/domain/utcDay.ts';
import type { Field } from '../../../shared/market/bar.ts';

/** A token of the market that the stand-ins tell of. */
export interface MarketToken {
  /** CoinMarketCap's id. */
  readonly ucid: string;
  /** Byte for byte as CoinMarketCap's listings have it; several tokens may share one. */
  readonly symbol: string;
  readonly name: string;
  /** Unique; CoinGecko's id. */
  readonly slug: string;
  /** Address on Ethereum; undefined for a token with a chain of its own. */
  readonly contract: string | undefined;
  /** Nothing is quoted before. */
  readonly firstDay: UtcDay;
  /** Nothing is quoted after; undefined while it lives. */
  readonly lastDay: UtcDay | undefined;
  /** Listed at exchanges in lots of so many tokens, e.g. 1000; undefined when not listed at all. */
  readonly lot: 1 | 1000 | 1_000_000 | undefined;
}

/** A day of a token. Zero volume and zero market cap are what providers really say; NaN is unknown. */
export type Quote = Readonly<Record<Field, number>>;

/** What truly happened, for all stand-ins to tell of. */
export interface MarketSource {
  readonly tokens: readonly MarketToken[];
  /** Undefined for a day without a quote: before it began, after its end, or in a gap. */
  quote(token: MarketToken, day: UtcDay): Quote | undefined;
}
