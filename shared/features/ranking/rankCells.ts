import { tieKeptRank } from '../../domain/ranks.ts';
import { type RankKernel, rankKernel } from './rankKernel.ts';
import { MOST_VALUES } from './rankLayout.ts';

/** Where the values of a day's tokens stand in a block, and the rows of these tokens in the day's table. */
export interface KnownCells {
  readonly cells: Int32Array;
  readonly rows: Int32Array;
}

/**
 * Tie-kept ranks, (average rank - 0.5) / n, of the values in some cells: `tieKeptRank` to the last bit, and many times
 * as fast.
 *
 * @param target is filled: the ranks in the rows of the cells, NaN where there is no value
 */
export function rankCells(values: Float64Array, known: KnownCells, target: Float64Array): void {
  const kernel = target.length <= MOST_VALUES ? rankKernel() : undefined;
  if (!kernel || !rankInKernel(kernel, { values, known, target })) rankMany(values, known, target);
}

interface Column {
  readonly values: Float64Array;
  readonly known: KnownCells;
  readonly target: Float64Array;
}

/** Whose rows the kernel has: they are the same for all columns of a day. */
let given: KnownCells | undefined;

/** @returns false when the kernel left it */
function rankInKernel(kernel: RankKernel, { values, known, target }: Column): boolean {
  const { cells, rows } = known;
  const { length } = target;
  if (given !== known) kernel.rows.set(rows);
  given = known;
  for (let i = 0; i < cells.length; i++) kernel.given[i] = values[cells[i]!]!;
  if (cells.length < length) kernel.ranks.fill(Number.NaN, 0, length);
  if (cells.length > 0 && kernel.rank(cells.length) === 0) return false;
  target.set(kernel.ranks.subarray(0, length));
  return true;
}

function rankMany(values: Float64Array, { cells, rows }: KnownCells, target: Float64Array): void {
  const ranks = tieKeptRank(Float64Array.from(cells, (cell) => values[cell]!));
  target.fill(Number.NaN);
  for (let i = 0; i < ranks.length; i++) target[rows[i]!] = ranks[i]!;
}
