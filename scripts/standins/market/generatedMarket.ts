import { daysBetween, type UtcDay } from '../../../shared/domain/utcDay.ts';
import { type GeneratedToken, generatedTokens } from './generatedToken.ts';
import type { MarketSource, MarketToken, Quote } from './marketSource.ts';
import { draw, share, walk } from './walk.ts';

export interface GeneratedMarketOptions {
  /** Default 1200. */
  readonly tokens?: number;
  /** The same seed gives the same market. Its first tokens are those of the local Numerai of this seed. Default 1. */
  readonly seed?: number;
}

const EPOCH = '2016-01-01';
const MARKET_VOLATILITY = 0.022;
const REDENOMINATION_DAYS = 700;
/** Of the days of tokens that the local Numerai does not have. */
const GAPS = 0.003;
const OUTAGES = 0.005;

/**
 * An invented market: prices that walk at random around a level, with what real data has of trouble. Every number
 * belongs to its token and day alone, so that it is the same whenever and in whatever order it is asked for.
 */
export function generatedMarket({
  tokens: count = 1200,
  seed = 1,
}: GeneratedMarketOptions = {}): MarketSource {
  const tokens = generatedTokens(count, seed);
  const known = new Map<MarketToken, GeneratedToken>(tokens.map((token) => [token, token]));
  return {
    tokens,
    quote: (token, day) => quoteOf(known.get(token)!, day, seed),
  };
}

function quoteOf(token: GeneratedToken, day: UtcDay, seed: number): Quote | undefined {
  const { firstDay, lastDay, supply, habit } = token;
  const at = daysBetween(EPOCH, day);
  const isFlawed = token.lastDay !== undefined || habit !== 'ordinary';
  if (day < firstDay || (lastDay !== undefined && day > lastDay)) return undefined;
  if (isFlawed && share(token.seed, at, 11) < GAPS * 10) return undefined;
  const close = priceAt(token, at, seed);
  const open = (priceAt(token, at - 1, seed) * factorAt(token, at)) / factorAt(token, at - 1);
  const reach = (n: number) => 1 + Math.abs(draw(token.seed, at, n)) * 0.6 * token.volatility;
  const isOut = habit === 'frozen' || (isFlawed && share(token.seed, at, 12) < OUTAGES);
  const marketCapUsd = (close * supply * (1 + 1e-5 * at)) / factorAt(token, at);
  return {
    open: habit === 'frozen' ? close : open,
    high: habit === 'frozen' ? close : Math.max(open, close) * reach(13),
    low: habit === 'frozen' ? close : Math.min(open, close) / reach(14),
    close,
    volumeUsd: isOut ? 0 : marketCapUsd * 0.05 * Math.exp(0.5 * draw(token.seed, at, 15)),
    marketCapUsd: habit === 'capless' ? 0 : marketCapUsd,
  };
}

function priceAt(token: GeneratedToken, at: number, seed: number): number {
  if (token.habit === 'frozen') return token.price;
  const market = MARKET_VOLATILITY * token.beta * walk(seed, at);
  return token.price * Math.exp(market + token.volatility * walk(token.seed, at)) * factorAt(token, at);
}

/** What a token stands for: 1,000 of the old ones in every other period. */
function factorAt({ redenominated }: GeneratedToken, at: number): number {
  if (redenominated === undefined) return 1;
  return Math.floor((at - redenominated) / REDENOMINATION_DAYS) % 2 === 0 ? 1 : 1000;
}
