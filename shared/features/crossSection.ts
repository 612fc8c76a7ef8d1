import { daysBetween, type UtcDay } from '../domain/utcDay.ts';
import type { FeatureBlock } from './featureBlock.ts';
import type { FeatureColumn } from './featureColumn.ts';
import { rankCells } from './rankCells.ts';
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
  const offset = daysBetween(block.from, day);
  const isInside = offset >= 0 && offset < block.days;
  const start = offset * block.rows.size;
  const cells = Int32Array.from(ucids, (ucid) => {
    const row = isInside ? block.rows.get(ucid) : undefined;
    return row === undefined ? -1 : start + row;
  });
  // One allocation for all columns: thousands of small ones a year's export would keep the collector busy.
  const table = new Float64Array(columns.length * cells.length);
  return columns.map(({ feature, transform }, place) => {
    const values = table.subarray(place * cells.length, (place + 1) * cells.length);
    const all = block.values.get(feature)!;
    if (transform) {
      rankCells(all, cells, values);
      return TRANSFORMS[transform].ofRanks(values);
    }
    for (let row = 0; row < cells.length; row++)
      values[row] = cells[row]! < 0 ? Number.NaN : all[cells[row]!]!;
    return values;
  });
}
