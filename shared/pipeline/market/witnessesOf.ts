import type { Bar } from '../../market/bar.ts';
import { mappingOf } from '../../market/mapping.ts';
import type { MarketData, ProviderToken } from '../../ports.ts';
import type { Collecting } from './collecting.ts';

/** Tokens whose closes elsewhere tell what a whole market did. */
const WITNESSES = 20;

export interface Witness {
  readonly witness: MarketData;
  /** The largest tokens, as it knows them. */
  readonly tokens: readonly ProviderToken[];
}

/** Providers that can tell whether another one's cross-section is true: those that know half as many tokens at least. */
export function* witnessesOf(
  { ports, identity }: Collecting,
  { provider, bars }: { readonly provider: MarketData; readonly bars: readonly Bar[] },
): Generator<Witness> {
  const largest = [...bars].sort((a, b) => (b.marketCapUsd || 0) - (a.marketCapUsd || 0));
  for (const witness of ports.providers.filter((one) => one !== provider)) {
    const known = mappingOf(identity.mapping(), witness.source).tokens;
    const ids = new Map(known.map(({ ucid, id }) => [ucid, id]));
    const all = largest.flatMap(({ ucid }) => (ids.has(ucid) ? { ucid, id: ids.get(ucid)! } : []));
    const tokens = all.slice(0, WITNESSES);
    if (tokens.length >= WITNESSES / 2) yield { witness, tokens };
  }
}
