import type { Bar } from '../../market/bar.ts';

/** Two providers' closes of one token differ by no more; if they do, nobody knows which token it is. */
const MAX_PRICE_GAP = 0.03;

/** What became of the symbols of a day that came without ucids. */
export interface DayTokens {
  /** Per symbol, in the order asked; '' where it stayed open. */
  readonly ucids: readonly string[];
  readonly unresolved: Readonly<Record<Unresolved, number>>;
}

/** No token of the day bears the symbol; several do, and no market cap tells them apart; two closes contradict. */
export type Unresolved = 'unknown' | 'ambiguous' | 'priceDisagrees';

interface Bearer {
  readonly ucid: string;
  /** NaN where no provider gives one. */
  marketCapUsd: number;
  lowestClose: number;
  highestClose: number;
}

/**
 * The tokens that symbols meant on a day: of all that bore exactly that symbol, the one with the largest market cap, if
 * all who told of it agree on its close.
 *
 * @param bars of that day
 */
export function dayTokens(symbols: readonly string[], bars: readonly Bar[]): DayTokens {
  const bearers = bearersOf(bars);
  const unresolved = { unknown: 0, ambiguous: 0, priceDisagrees: 0 };
  const ucids = symbols.map((symbol) => {
    const found = resolve([...(bearers.get(symbol)?.values() ?? [])]);
    if (typeof found !== 'string') return found.ucid;
    unresolved[found]++;
    return '';
  });
  return { ucids, unresolved };
}

function resolve(bearers: readonly Bearer[]): Bearer | Unresolved {
  const [first] = bearers;
  if (!first) return 'unknown';
  const largest = bearers.length === 1 ? first : largestOf(bearers);
  if (!largest) return 'ambiguous';
  return largest.highestClose > largest.lowestClose * (1 + MAX_PRICE_GAP) ? 'priceDisagrees' : largest;
}

/** Undefined when none has a market cap, or two the same. */
function largestOf(bearers: readonly Bearer[]): Bearer | undefined {
  const capped = bearers.filter(({ marketCapUsd }) => marketCapUsd > 0);
  const most = Math.max(...capped.map(({ marketCapUsd }) => marketCapUsd));
  const largest = capped.filter(({ marketCapUsd }) => marketCapUsd === most);
  return largest.length === 1 ? largest[0] : undefined;
}

/** By symbol and ucid; a token bears the symbols that any provider gives it, and its numbers come from all of them. */
function bearersOf(bars: readonly Bar[]): Map<string, Map<string, Bearer>> {
  const tokens = new Map<string, Bearer>();
  const bearers = new Map<string, Map<string, Bearer>>();
  for (const { ucid, symbol, marketCapUsd, close } of bars) {
    const token = tokens.get(ucid) ?? unseen(ucid);
    tokens.set(ucid, token);
    if (marketCapUsd > 0 && !(token.marketCapUsd >= marketCapUsd)) token.marketCapUsd = marketCapUsd;
    if (close > 0) {
      token.lowestClose = Math.min(token.lowestClose, close);
      token.highestClose = Math.max(token.highestClose, close);
    }
    const ofSymbol = bearers.get(symbol) ?? new Map<string, Bearer>();
    bearers.set(symbol, ofSymbol.set(ucid, token));
  }
  return bearers;
}

function unseen(ucid: string): Bearer {
  return {
    ucid,
    marketCapUsd: Number.NaN,
    lowestClose: Number.POSITIVE_INFINITY,
    highestClose: Number.NEGATIVE_INFINITY,
  };
}
