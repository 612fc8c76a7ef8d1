import { sampleDeviation } from '../domain/deviation.ts';
import { featureShares } from '../domain/gates.ts';
import { newestRows } from '../domain/newestRows.ts';
import type { Column, Table } from '../domain/table.ts';
import { pickRows } from '../domain/tableRows.ts';
import { featureMatrix } from './featureMatrix.ts';
import type { NamedModel } from './goldenFromTable.ts';

/** What is usual for a model, for the gates that warn of the unusual. */
export interface TrainingProfile {
  /** Rows it was measured on: those of the newest days, which a live day is most like. */
  readonly rows: number;
  /** Share of missing feature cells in them. */
  readonly missingShare: number;
  /**
   * Standard deviation of the raw output among the rows of one date, the median over the dates; over all rows where
   * the table has no column `date`. Undefined for several outputs, or where it cannot be told.
   */
  readonly rawSpread?: number;
  /** Features without a value in any row of the sample, old or new; left out where there are none. */
  readonly emptyFeatures?: readonly string[];
}

/** A month of weekdays. The first years of a training table lack what only later days have: a live day is no judge of that. */
const NEWEST_DAYS = 20;

/**
 * @param sample rows of the table that the model was trained on, its end among them
 * @returns undefined when there are no rows
 * @throws InputError `missing_features`, `feature_shape`
 */
export async function trainingProfile(
  { model, features }: NamedModel,
  sample: Table,
): Promise<TrainingProfile | undefined> {
  if (sample.rows === 0) return undefined;
  const columns = featureMatrix(
    features.map((name) => ({ name })),
    sample,
  );
  const emptyFeatures = features.filter((_, i) => featureShares([columns[i]!], sample.rows).every(isZero));
  const { dates, rows, newest } = newestOf(sample, columns);
  const present = featureShares(newest, rows).reduce((sum, share) => sum + share, 0) / rows;
  const spread = model.outputs === 1 ? usualSpread(await model.raw(newest, rows), dates) : Number.NaN;
  return {
    rows,
    missingShare: 1 - present,
    ...(Number.isFinite(spread) && { rawSpread: spread }),
    ...(emptyFeatures.length > 0 && { emptyFeatures }),
  };
}

const isZero = (share: number) => share === 0;

function newestOf({ rows, columns }: Table, features: readonly Column[]) {
  const dates = columns.get('date');
  const picked = dates && newestRows(dates, NEWEST_DAYS);
  if (!picked) return { dates: undefined, rows, newest: features };
  const newest = features.map((column) => pickRows(column, picked));
  return { dates: pickRows(dates, picked), rows: picked.length, newest };
}

/** NaN where no date has two outputs. */
function usualSpread(raw: Float64Array, dates: Column | undefined): number {
  const byDate = new Map<unknown, number[]>();
  raw.forEach((value, row) => {
    if (!Number.isFinite(value)) return;
    const day = dates?.values[row];
    const values = byDate.get(day);
    if (values) values.push(value);
    else byDate.set(day, [value]);
  });
  const spreads = [...byDate.values()].map((values) => sampleDeviation(Float64Array.from(values)));
  return median(spreads.filter((spread) => !Number.isNaN(spread)));
}

/** NaN of nothing. */
function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
