import type { Bar } from '../../market/bar.ts';

export interface TopTokens {
  readonly symbols: readonly string[];
  readonly ucids: readonly string[];
}

/**
 * The largest tokens of a day by market cap, as Numerai would have it: of two that bear one symbol only the larger.
 *
 * @param bars of that day
 * @param sources providers, the preferred one first: its market cap and its spelling of the symbol count
 */
export function topTokens(bars: readonly Bar[], top: number, sources: readonly string[]): TopTokens {
  const preference = ({ source }: Bar) => {
    const place = sources.indexOf(source);
    return place < 0 ? sources.length : place;
  };
  const tokens = new Map<string, Bar>();
  for (const bar of bars) {
    const known = tokens.get(bar.ucid);
    if (!(bar.marketCapUsd > 0) || (known && preference(known) <= preference(bar))) continue;
    tokens.set(bar.ucid, bar);
  }
  const largest = [...tokens.values()].sort(
    (a, b) => b.marketCapUsd - a.marketCapUsd || (a.ucid < b.ucid ? -1 : 1),
  );
  const bySymbol = new Map<string, Bar>();
  for (const bar of largest) if (!bySymbol.has(bar.symbol)) bySymbol.set(bar.symbol, bar);
  const kept = [...bySymbol.values()].slice(0, top);
  return { symbols: kept.map(({ symbol }) => symbol), ucids: kept.map(({ ucid }) => ucid) };
}
