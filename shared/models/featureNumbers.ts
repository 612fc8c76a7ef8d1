import type { Column } from '../domain/table.ts';
import { InputError } from '../errors.ts';
import type { RawOptions } from './model.ts';

/** The numbers that a model sees in a feature's column; NaN is missing. */
export type FeatureReader = (column: Column) => Float64Array;

export interface FeatureTable {
  /** One per feature, in training order. */
  readonly columns: readonly Column[];
  readonly rows: number;
  readonly options?: RawOptions | undefined;
}

/**
 * Every feature as numbers, one column each. A number that was declared missing becomes NaN first.
 *
 * @param round how the model's library rounds numbers before it compares them with the one declared missing
 * @throws InputError `feature_shape`; what the readers throw
 */
export function featureNumbers(
  readers: readonly FeatureReader[],
  { columns, rows, options }: FeatureTable,
  round: (value: number) => number,
): Float64Array[] {
  checkShape(columns, rows, readers.length);
  const missing = options?.missing;
  if (missing === undefined) return readers.map((read, i) => read(columns[i]!));
  const isMissing = (value: number) => round(value) === round(missing);
  return readers.map((read, i) => read(without(isMissing, columns[i]!)));
}

function without(isMissing: (value: number) => boolean, column: Column): Column {
  if (column.kind !== 'number') return column;
  return { kind: 'number', values: column.values.map((value) => (isMissing(value) ? NaN : value)) };
}

function checkShape(columns: readonly Column[], rows: number, featureCount: number): void {
  if (columns.length !== featureCount) {
    throw new InputError(
      'feature_shape',
      `${columns.length} columns for a model of ${featureCount} features`,
    );
  }
  const wrong = columns.findIndex((column) => column.values.length !== rows);
  if (wrong < 0) return;
  throw new InputError(
    'feature_shape',
    `column ${wrong} has ${columns[wrong]?.values.length} of ${rows} rows`,
  );
}
