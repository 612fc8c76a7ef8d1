import type { UtcDay } from '../../domain/utcDay.ts';
import type { Mapping } from '../../market/mapping.ts';
import type { ResolvedSymbols } from '../../market/resolveSymbols.ts';
import type { Limit, ListedToken, MarketData } from '../../ports.ts';
import type { MarketPorts } from './marketPorts.ts';
import type { ProviderReports } from './providerReports.ts';

/** One run over some days: what every step needs to know. */
export interface Collecting {
  readonly ports: MarketPorts;
  /** Tokens a day. */
  readonly top: number;
  /** For questions to providers. */
  readonly limit: Limit;
  /** The longest a single provider may hold up the others on one day. */
  readonly shareMs: number;
  /** Ucids of the newest live universe; empty when there is none yet. */
  readonly universe: readonly string[];
  readonly unresolved: Unresolved;
  readonly reports: ProviderReports;
  readonly identity: Identity;
  /** Days to either side of one that are there for the asking, as in a block of a backfill; by default none. */
  readonly besideDays?: number;
  /** Providers whose days were seen to be the first one's. */
  readonly dated: Set<string>;
  /** A provider's whole list, asked for at most once a run; empty when it cannot be had. */
  readonly listOf: (provider: MarketData, limit: Limit) => Promise<readonly ListedToken[]>;
}

/** Symbols of the live universe without a certain ucid, byte for byte. */
export type Unresolved = Pick<ResolvedSymbols, 'ambiguous' | 'unknown'>;

/** The mapping as this run knows it, and what it has changed in it. */
export interface Identity {
  mapping(): Mapping;
  change(edit: (mapping: Mapping) => Mapping): void;
  readonly edits: readonly ((mapping: Mapping) => Mapping)[];
}

export function identityFrom(mapping: Mapping): Identity {
  let current = mapping;
  const edits: ((mapping: Mapping) => Mapping)[] = [];
  return {
    edits,
    mapping: () => current,
    change: (edit) => {
      edits.push(edit);
      current = edit(current);
    },
  };
}

/** Gives each provider's list once. */
export function listKeeper(reports: ProviderReports): Collecting['listOf'] {
  const lists = new Map<string, readonly ListedToken[]>();
  return async (provider, limit) => {
    const known = lists.get(provider.source);
    if (known) return known;
    let listed: readonly ListedToken[] = [];
    try {
      listed = await provider.tokens(limit);
    } catch (error) {
      reports.failed(provider.source, error);
    }
    lists.set(provider.source, listed);
    return listed;
  };
}

/** The first provider that has cross-sections, for it names tokens by ucid. */
export function namesByUcid(provider: MarketData): boolean {
  return provider.crossSection !== undefined;
}

/** True for a provider that is asked every day beside the first; others stand in for it. */
export function offersMore(provider: MarketData, first: MarketData): boolean {
  return provider.fields.some((field) => !first.fields.includes(field));
}

/** The instant from which on a day is final, if all went well: 11:40 of the next day. */
export function finalAt(day: UtcDay): Date {
  const midnight = Date.parse(day) + 86_400_000;
  return new Date(midnight + (11 * 60 + 40) * 60_000);
}
