import { daysBetween, type UtcDay } from '../domain/utcDay.ts';
import type { FeatureBlock } from './featureBlock.ts';
import type { FeatureColumn } from './featureColumn.ts';
import { type KnownCells, rankCells } from './rankCells.ts';
import { TRANSFORMS } from './transforms.ts';

/** The tokens of one day, among which ranks are given. */
export interface Section {
  readonly day: UtcDay;
  /** One a row; one that the block does not know, such as '', has NaN everywhere. */
  readonly ucids: readonly string[];
}

/**
 * The feature table of one day, for training and live alike: a column for each of `columns`, a value for each of
 * the section's tokens, in their order. Ranks, quantiles and bins are among these tokens.
 */
export function crossSection(
  block: FeatureBlock,
  columns: readonly FeatureColumn[],
  { day, ucids }: Section,
): Float64Array[] {
  const known = knownCells(block, { day, ucids });
  const { length } = ucids;
  // One allocation for all columns: thousands of small ones a year's export would keep the collector busy.
  const table = new Float64Array(columns.length * length);
  if (known.cells.length < length) table.fill(Number.NaN);
  return columns.map(({ feature, transform }, place) => {
    const values = table.subarray(place * length, (place + 1) * length);
    const all = block.values.get(feature)!;
    if (!transform) {
      copyCells(all, known, values);
      return values;
    }
    rankCells(all, known, values);
    return TRANSFORMS[transform].ofRanks(values);
  });
}

function knownCells({ from, days, rows: all }: FeatureBlock, { day, ucids }: Section): KnownCells {
  const offset = daysBetween(from, day);
  const cells = new Int32Array(ucids.length);
  const rows = new Int32Array(ucids.length);
  let known = 0;
  if (offset >= 0 && offset < days) {
    for (let row = 0; row < ucids.length; row++) {
      const own = all.get(ucids[row]!);
      if (own === undefined) continue;
      cells[known] = offset * all.size + own;
      rows[known++] = row;
    }
  }
  return { cells: cells.subarray(0, known), rows: rows.subarray(0, known) };
}

function copyCells(values: Float64Array, { cells, rows }: KnownCells, target: Float64Array): void {
  for (let i = 0; i < cells.length; i++) target[rows[i]!] = values[cells[i]!]!;
}
