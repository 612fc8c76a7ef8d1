import { addDays, type UtcDay } from '../../../shared/domain/utcDay.ts';
import { type LookalikeToken, lookalikeTokens } from '../lookalikeTokens.ts';
import type { MarketToken } from './marketSource.ts';
import { share } from './walk.ts';

/** What the prices of an invented token are made from. */
export interface GeneratedToken extends MarketToken {
  /** Of its random walks. */
  readonly seed: number;
  /** USD, around which the price walks. */
  readonly price: number;
  /** Tokens in circulation at the start. */
  readonly supply: number;
  /** Standard deviation of its own daily returns. */
  readonly volatility: number;
  readonly beta: number;
  /** Day number from which on, every 700 days, 1,000 tokens become 1, and later 1 becomes 1,000. */
  readonly redenominated: number | undefined;
  readonly habit: 'ordinary' | 'capless' | 'frozen';
}

const FIRST_DAY = '2016-01-01';
/** As many as a live universe and its newcomers take: their symbols are unique, and they live. */
const WELL_BEHAVED = 420;
/** Every so many tokens after those, one bears a ticker that another bears already. */
const NAMESAKE_EVERY = 7;
const REDENOMINATED_EVERY = 130;
const LOTS_OF_1000_BELOW = 1e-4;
const LOTS_OF_MILLION_BELOW = 1e-7;

/**
 * Invented tokens, the largest first. The first ones are those of the local Numerai with the same seed, by ucid and
 * symbol. Further down tickers repeat, tokens are born and die, and some have no market cap or a price that never moves.
 */
export function generatedTokens(count: number, seed: number): GeneratedToken[] {
  const named = lookalikeTokens(count, seed);
  const taken = new Set<string>();
  return named.map((token, row) => {
    const symbol = isNamesake(row) ? namesakeOf(named, row) : token.symbol;
    return generatedToken({ ...token, symbol }, row, { seed, taken });
  });
}

function isNamesake(row: number): boolean {
  return row >= WELL_BEHAVED && row % NAMESAKE_EVERY === 0;
}

/** Exactly the symbol of a larger token, or in capitals. */
function namesakeOf(named: readonly LookalikeToken[], row: number): string {
  const { symbol } = named[(row - WELL_BEHAVED) / NAMESAKE_EVERY] ?? named[0]!;
  return row % (2 * NAMESAKE_EVERY) === 0 ? symbol : symbol.toUpperCase();
}

function generatedToken(
  { ucid, symbol }: LookalikeToken,
  row: number,
  { seed, taken }: { seed: number; taken: Set<string> },
): GeneratedToken {
  const own = seed * 100_003 + Number(ucid);
  const price = priceOf(row, own);
  const slug = `${isNamesake(row) ? 'other-' : ''}${symbol.toLowerCase()}-${ucid}`;
  const ticker = symbol.toUpperCase();
  const isListed = !taken.has(ticker) && (row < 2 || share(own, 1, 0) < 0.7);
  if (isListed) taken.add(ticker);
  return {
    ucid,
    symbol,
    slug,
    name: `${isNamesake(row) ? 'Other ' : ''}${symbol} Token`,
    contract: row < 2 || share(own, 2, 0) < 0.25 ? undefined : contractOf(own),
    ...lifeOf(row, own),
    lot: isListed ? lotOf(price) : undefined,
    seed: own,
    price,
    supply: capOf(row) / price,
    volatility: 0.02 + 0.05 * share(own, 3, 0),
    beta: row === 0 ? 1 : 0.5 + share(own, 4, 0),
    redenominated: row % REDENOMINATED_EVERY === REDENOMINATED_EVERY - 1 ? (row * 17) % 700 : undefined,
    habit: habitOf(row),
  };
}

function priceOf(row: number, seed: number): number {
  if (row === 0) return 60_000;
  return row === 1 ? 3_000 : 10 ** (-7 + 9 * share(seed, 5, 0));
}

/** USD around which the market cap walks. */
function capOf(row: number): number {
  return 1.2e12 / (row + 1) ** 1.3;
}

/** Well-behaved tokens may be young; of the others some are born and some die on any day there is. */
function lifeOf(row: number, seed: number): Pick<MarketToken, 'firstDay' | 'lastDay'> {
  const day = (from: UtcDay, days: number, n: number) => addDays(from, Math.floor(days * share(seed, n, 0)));
  const isYoung = row > 60 && share(seed, 6, 0) < 0.15;
  if (row < WELL_BEHAVED) {
    return { firstDay: isYoung ? day('2024-06-01', 700, 7) : FIRST_DAY, lastDay: undefined };
  }
  const firstDay = isYoung ? day('2020-01-01', 4000, 7) : FIRST_DAY;
  return { firstDay, lastDay: share(seed, 8, 0) < 0.2 ? day(firstDay, 5500, 9) : undefined };
}

function habitOf(row: number): GeneratedToken['habit'] {
  if (row < WELL_BEHAVED) return 'ordinary';
  if (row % 20 === 3) return 'capless';
  return row % 200 === 177 ? 'frozen' : 'ordinary';
}

function lotOf(price: number): 1 | 1000 | 1_000_000 {
  if (price < LOTS_OF_MILLION_BELOW * 3) return 1_000_000;
  return price < LOTS_OF_1000_BELOW ? 1000 : 1;
}

/** Some letters in capitals, as a checksum has them. */
function contractOf(seed: number): string {
  const digits = Array.from({ length: 40 }, (_, i) => Math.floor(16 * share(seed, 10, i)).toString(16));
  return `0x${digits.map((digit, i) => (i % 3 === 0 ? digit.toUpperCase() : digit)).join('')}`;
}
