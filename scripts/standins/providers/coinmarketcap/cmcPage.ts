import type { Call } from '../marketWorld.ts';

/** The part of a list that `start` (from 1) and `limit` ask for. */
export function pageOf<T>({ query, faults }: Pick<Call, 'query' | 'faults'>, rows: readonly T[]): T[] {
  const start = Number(query.get('start') ?? 1);
  const limit = Math.min(5000, Number(query.get('limit') ?? 100));
  const page = rows.slice(start - 1, start - 1 + limit);
  return faults.has('partial-page') ? page.slice(0, page.length >> 1) : page;
}
