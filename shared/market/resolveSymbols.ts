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
 * Finds the ucids of a universe that has only symbols. In turn: what was found before, unless that token has another
 * ticker by now; the largest market cap among the stored tokens of exactly that symbol; the best rank in the list under
 * that ticker. The list has tickers in capitals: where symbols of the universe differ by case alone it cannot tell them
 * apart. No ucid is given twice.
 */
export function resolveSymbols(
  symbols: readonly string[],
  { known, bars, listed }: SymbolSources,
): ResolvedSymbols {
  const stored = ucidsBySymbol(bars);
  const listedBy = grouped(listed, ({ symbol }) => symbol.toUpperCase());
  const askedBy = grouped(symbols, (symbol) => symbol.toUpperCase());
  const taken = new Set<string>();
  const take = (ucid: string | undefined) => {
    if (ucid === undefined || taken.has(ucid)) return undefined;
    taken.add(ucid);
    return ucid;
  };
  const symbolOf = new Map(bars.map(({ ucid, symbol }) => [ucid, symbol]));
  const believed = (symbol: string) => {
    const ucid = known.get(symbol);
    const now = ucid === undefined ? symbol : (symbolOf.get(ucid) ?? symbol);
    return now.toUpperCase() === symbol.toUpperCase() ? ucid : undefined;
  };
  const sure = symbols.map((symbol) => take(believed(symbol) ?? stored.get(symbol)));
  const found = symbols.map((symbol, i) => {
    const ticker = symbol.toUpperCase();
    const namesakes = listedBy.get(ticker) ?? [];
    const rivals = namesakes.filter(({ id }) => !taken.has(id));
    const isAlone = askedBy.get(ticker)!.length === 1;
    const ucid = sure[i] ?? take(isAlone ? bestRanked(namesakes) : onlyOne(rivals)) ?? '';
    return { symbol, ucid, rivals };
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
function ucidsBySymbol(bars: readonly Bar[]): ReadonlyMap<string, string> {
  const capped = bars.filter(({ marketCapUsd }) => !Number.isNaN(marketCapUsd));
  const smallestFirst = capped.sort((a, b) => a.marketCapUsd - b.marketCapUsd);
  return new Map(smallestFirst.map(({ symbol, ucid }) => [symbol, ucid]));
}

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}

function onlyOne(tokens: readonly KnownToken[]): string | undefined {
  return tokens.length === 1 ? tokens[0]!.id : undefined;
}

/** Undefined when there is none, or two share the best rank, or none has one. */
function bestRanked(tokens: readonly KnownToken[]): string | undefined {
  const ranks = tokens.flatMap(({ rank }) => rank ?? []);
  return (
    onlyOne(tokens) ?? onlyOne(tokens.filter(({ rank }) => rank !== undefined && rank === Math.min(...ranks)))
  );
}
