import type { Bar } from './bar.ts';
import type { KnownToken } from './candidates.ts';

export interface SymbolSources {
  /** Resolved before, from market/mapping.json: symbol → ucid. */
  readonly known: ReadonlyMap<string, string>;
  /** The newest day of the store. */
  readonly bars: readonly Bar[];
  /** CoinMarketCap's list, whose ids are ucids; its symbols are in capitals. */
  readonly listed: readonly KnownToken[];
}

export interface ResolvedSymbols {
  /** Per symbol, in the order asked; '' where it stayed open. */
  readonly ucids: readonly string[];
  readonly ambiguous: readonly { readonly symbol: string; readonly ucids: readonly string[] }[];
  readonly unknown: readonly string[];
}

/**
 * Finds the ucids of a universe that has only symbols. In turn: what was found before, the largest market cap among the
 * stored tokens of exactly that symbol, the best rank in the list under exactly that symbol, the only one in the list
 * that differs in case. No ucid is given twice: Numerai keeps one token a ticker.
 */
export function resolveSymbols(
  symbols: readonly string[],
  { known, bars, listed }: SymbolSources,
): ResolvedSymbols {
  const stored = ucidsBySymbol(bars);
  const exact = grouped(listed, ({ symbol }) => symbol);
  const folded = grouped(listed, ({ symbol }) => symbol.toUpperCase());
  const taken = new Set<string>();
  const sure = symbols.map((symbol) => {
    const ucid = known.get(symbol) ?? stored.get(symbol) ?? bestRanked(exact.get(symbol));
    if (ucid === undefined || taken.has(ucid)) return undefined;
    taken.add(ucid);
    return ucid;
  });
  const found = symbols.map((symbol, i) => {
    if (sure[i] !== undefined) return { symbol, ucid: sure[i], rivals: [] };
    const rivals = (exact.get(symbol) ?? folded.get(symbol.toUpperCase()) ?? []).filter(
      ({ id }) => !taken.has(id),
    );
    const only = rivals.length === 1 ? rivals[0]!.id : '';
    if (only !== '') taken.add(only);
    return { symbol, ucid: only, rivals };
  });
  const open = found.filter(({ ucid }) => ucid === '');
  return {
    ucids: found.map(({ ucid }) => ucid),
    ambiguous: open
      .filter(({ rivals }) => rivals.length > 0)
      .map(({ symbol, rivals }) => ({ symbol, ucids: rivals.map(({ id }) => id) })),
    unknown: open.filter(({ rivals }) => rivals.length === 0).map(({ symbol }) => symbol),
  };
}

/** Exact symbol → ucid of the largest market cap that bore it on the bars' day. */
export function ucidsBySymbol(bars: readonly Bar[]): ReadonlyMap<string, string> {
  const capped = bars.filter(({ marketCapUsd }) => !Number.isNaN(marketCapUsd));
  const smallestFirst = capped.sort((a, b) => a.marketCapUsd - b.marketCapUsd);
  return new Map(smallestFirst.map(({ symbol, ucid }) => [symbol, ucid]));
}

function grouped(tokens: readonly KnownToken[], keyOf: (token: KnownToken) => string) {
  const groups = new Map<string, KnownToken[]>();
  for (const token of tokens) groups.set(keyOf(token), [...(groups.get(keyOf(token)) ?? []), token]);
  return groups;
}

/** Undefined when there is none, or two share the best rank, or none has one. */
function bestRanked(tokens: readonly KnownToken[] = []): string | undefined {
  if (tokens.length === 1) return tokens[0]!.id;
  const ranks = tokens.flatMap(({ rank }) => rank ?? []);
  const best = tokens.filter(({ rank }) => rank !== undefined && rank === Math.min(...ranks));
  return best.length === 1 ? best[0]!.id : undefined;
}
