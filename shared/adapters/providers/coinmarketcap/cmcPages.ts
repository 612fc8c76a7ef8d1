import { RefusedError } from '../../../errors.ts';

/** One page of a list, from a place in it counted from 1. */
export type FetchPage<T> = (page: {
  readonly start: number;
  readonly limit: number;
}) => Promise<readonly T[]>;

/** The most rows CoinMarketCap gives at once. */
export const PAGE = 5000;
/** The least that is asked for to go on: of a single row, a page that is cut by half has none. */
const REST = 20;

/**
 * The first `wanted` entries of a list, each id once. A page that came short is gone on from where it ended, until
 * one brings nothing new: a page cut short on its way must not pass for the end of the list.
 */
export async function allPages<T extends { readonly id: string }>(
  wanted: number,
  fetchPage: FetchPage<T>,
): Promise<T[]> {
  const found = new Map<string, T>();
  for (let seen = 0; seen < wanted; ) {
    const rest = seen === 0 ? wanted : Math.max(REST, wanted - seen);
    const place = { start: seen + 1, limit: Math.min(PAGE, rest) };
    const page = await fetchPage(place).catch((error: unknown) => endOf<T>(error, seen));
    const before = found.size;
    for (const entry of page) if (!found.has(entry.id)) found.set(entry.id, entry);
    if (found.size === before) break;
    seen += page.length;
  }
  return [...found.values()].slice(0, wanted);
}

/** A place beyond the end of the list may be refused instead of being empty. */
function endOf<T>(error: unknown, seen: number): readonly T[] {
  const isBeyond = seen > 0 && error instanceof RefusedError && error.code === 'request_refused';
  if (!isBeyond) throw error;
  return [];
}
