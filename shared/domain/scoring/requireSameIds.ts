import { InputError } from '../../errors.ts';
import type { Ids } from './series.ts';

/**
 * Refuses two sides that are not of the same ids, in the same order.
 *
 * @throws InputError `ids_mismatch`
 */
export function requireSameIds(a: Ids, b: Ids): void {
  if (a.length !== b.length) {
    throw new InputError('ids_mismatch', `the ids do not match: ${a.length} rows against ${b.length}`);
  }
  const row = indexWhere(a, (id, at) => id !== b[at]);
  if (row < 0) return;
  throw new InputError('ids_mismatch', `the ids do not match: row ${row + 1} is "${a[row]}" and "${b[row]}"`);
}

/** @throws InputError `ids_mismatch` */
export function requireSortedIds(ids: Ids): void {
  const row = indexWhere(ids, (id, at) => at > 0 && ids[at - 1]! > id);
  if (row < 0) return;
  throw new InputError('ids_mismatch', `the ids are not sorted: "${ids[row]}" is after "${ids[row - 1]}"`);
}

function indexWhere(ids: Ids, test: (id: string | number, at: number) => boolean): number {
  for (let at = 0; at < ids.length; at++) if (test(ids[at]!, at)) return at;
  return -1;
}
