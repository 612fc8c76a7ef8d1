import type { Bar } from './bar.ts';
import { closesAgree } from './closesAgree.ts';

const MAX_CAP_FACTOR = 2;
/** Tokens of one ticker that are looked at, the largest first; the hundredth PEPE is none. */
const MAX_CANDIDATES = 3;

/** What is known of a token, by any provider. */
export interface KnownToken {
  readonly id: string;
  readonly symbol: string;
  readonly rank: number | undefined;
  readonly contracts: readonly string[];
}

export interface Candidates<T extends KnownToken> {
  /** The one that is the token, because a contract of both is the same. */
  readonly same: T | undefined;
  /** Otherwise those it may be: the same ticker, the best rank first. */
  readonly possible: readonly T[];
}

/** Finds the tokens that a token may be in another provider's list. */
export function candidateFinder<T extends KnownToken>(listed: readonly T[]) {
  const byTicker = new Map<string, T[]>();
  for (const token of listed) {
    const ticker = token.symbol.toUpperCase();
    byTicker.set(ticker, [...(byTicker.get(ticker) ?? []), token]);
  }
  return ({ symbol, contracts }: Pick<KnownToken, 'symbol' | 'contracts'>): Candidates<T> => {
    const namesakes = byTicker.get(symbol.toUpperCase()) ?? [];
    const addresses = new Set(contracts.map(comparable));
    const same = namesakes.find((one) => one.contracts.some((address) => addresses.has(comparable(address))));
    const possible = same ? [] : [...namesakes].sort(byRank).slice(0, MAX_CANDIDATES);
    return { same, possible };
  };
}

/** True when a candidate's bar can be of the same token as the reference of the same day. A ticker alone proves nothing. */
export function isSameToken(bar: Bar, reference: Bar): boolean {
  const capFactor = bar.marketCapUsd / reference.marketCapUsd;
  const capsFit = Number.isNaN(capFactor) || (capFactor <= MAX_CAP_FACTOR && capFactor >= 1 / MAX_CAP_FACTOR);
  return closesAgree(bar.close, reference.close) && capsFit;
}

/** EVM addresses differ in case by a checksum only; elsewhere case is part of the address. */
function comparable(address: string): string {
  const text = address.trim();
  return /^0x[0-9a-f]+$/i.test(text) ? text.toLowerCase() : text;
}

function byRank(a: KnownToken, b: KnownToken): number {
  return (a.rank ?? Number.POSITIVE_INFINITY) - (b.rank ?? Number.POSITIVE_INFINITY) || 0;
}
