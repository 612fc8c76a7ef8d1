import { sampleDeviation } from '../domain/deviation.ts';
import { featureShares } from '../domain/gates.ts';
import type { Table } from '../domain/table.ts';
import { featureMatrix } from './featureMatrix.ts';
import type { NamedModel } from './goldenFromTable.ts';

/** What is usual for a model, for the gates that warn of the unusual. */
export interface TrainingProfile {
  /** Rows it was measured on. */
  readonly rows: number;
  /** Share of missing feature cells. */
  readonly missingShare: number;
  /**
   * Standard deviation of the raw output among the rows of one date, the median over the dates; over all rows where
   * the table has no column `date`. Undefined for several outputs, or where it cannot be told.
   */
  readonly rawSpread?: number;
}

/**
 * @param sample rows of the table that the model was trained on, as many as are to be evaluated
 * @returns undefined when there are no rows
 * @throws InputError `missing_features`, `feature_shape`
 */
export async function trainingProfile(
  { model, features }: NamedModel,
  sample: Table,
): Promise<TrainingProfile | undefined> {
  const { rows } = sample;
  if (rows === 0) return undefined;
  const columns = featureMatrix(
    features.map((name) => ({ name })),
    sample,
  );
  const present = featureShares(columns, rows).reduce((sum, share) => sum + share, 0) / rows;
  const spread = model.outputs === 1 ? usualSpread(await model.raw(columns, rows), sample) : Number.NaN;
  return { rows, missingShare: 1 - present, ...(Number.isFinite(spread) && { rawSpread: spread }) };
}

/** NaN where no date has two outputs. */
function usualSpread(raw: Float64Array, sample: Table): number {
  const dates = sample.columns.get('date')?.values;
  const byDate = new Map<unknown, number[]>();
  raw.forEach((value, row) => {
    if (!Number.isFinite(value)) return;
    const day = dates?.[row];
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
