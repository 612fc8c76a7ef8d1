import { daysBetween, type UtcDay } from '../domain/utcDay.ts';
import type { FeatureBlock } from './featureBlock.ts';
import type { FeatureColumn } from './featureColumn.ts';
import { type KnownCells, rankCells } from './ranking/rankCells.ts';
import { TRANSFORMS } from './transforms.ts';

/** The tokens of one day, among which ranks are given. */
export interface Section {
  readonly day: UtcDay;
  /** One a row; one that the block does not know, such as '', has NaN everywhere. */
  readonly ucids: readonly string[];
  /**
   * Arrays to fill, one a column and as long as `ucids`; by default new ones. Whoever goes through many days and keeps
   * none of them saves a fifth of the time with it.
   */
  readonly into?: readonly Float64Array[];
}

/**
 * The feature table of one day, for training and live alike: a column for each of `columns`, a value for each of
 * the section's tokens, in their order. Ranks, quantiles and bins are among these tokens.
 */
export function crossSection(
  block: FeatureBlock,
  columns: readonly FeatureColumn[],
  section: Section,
): readonly Float64Array[] {
  const known = knownCells(block, section);
  const table = section.into ?? columns.map(() => new Float64Array(section.ucids.length));
  for (let i = 0; i < columns.length; i++) fillColumn(block, columns[i]!, { known, target: table[i]! });
  return table;
}

function fillColumn(
  block: FeatureBlock,
  { feature, transform }: FeatureColumn,
  { known, target }: { readonly known: KnownCells; readonly target: Float64Array },
): void {
  const values = block.values.get(feature)!;
  if (!transform) copyCells(values, known, target);
  else rankCells(values, known, target);
  if (transform && transform !== 'rank') target.set(TRANSFORMS[transform].ofRanks(target));
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
  if (cells.length < target.length) target.fill(Number.NaN);
  for (let i = 0; i < cells.length; i++) target[rows[i]!] = values[cells[i]!]!;
}
