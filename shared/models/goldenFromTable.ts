import { type Column, numberColumn, type Table } from '../domain/table.ts';
import { InputError } from '../errors.ts';
import { columnsByOrder } from './columnsByOrder.ts';
import { type ExpectedOutputs, verifyOutputs } from './expectedOutputs.ts';
import { featureMatrix } from './featureMatrix.ts';
import { type Golden, verifyGolden } from './golden.ts';
import { toFeatureCell, toNumberCell } from './goldenCells.ts';
import type { Model } from './model.ts';

/** Kept in the manifest: so many rows, fewer where they are very wide. All rows of the table are checked once. */
const ROWS = 64;
const CELLS = 65_536;
const HINT =
  "The table must hold the features as the model was trained on them, and the training library's own predict() as the column prediction, or its raw scores as raw (several outputs: prediction_0, prediction_1, …). Parquet keeps every digit; a CSV of float32 features does not.";

/** A model as it is to be used: `features` are its names, its own or those given for it. */
export interface NamedModel {
  readonly model: Model;
  readonly features: readonly string[];
}

/**
 * Golden rows from a table of features with what the training library gives for them: the columns `raw` (or `raw_0`,
 * `raw_1`, … for several outputs), `prediction` (or `prediction_0`, …), or both. Features are taken by name; for a
 * model that names none, and a table that has none of the given names, in file order.
 *
 * @throws InputError `golden_mismatch` with the first row that differs, `missing_column` when there is nothing to
 *   compare with, `missing_features`, `feature_shape`, `wrong_column_type`, `file_empty`
 */
export async function goldenFromTable(table: Table, { model, features }: NamedModel): Promise<Golden> {
  if (table.rows === 0) throw new InputError('file_empty', 'the golden table has no rows');
  const names = { raw: outputNames('raw', model.outputs), prediction: predictionNames(model) };
  const raw = outputsOf(table, names.raw);
  const prediction = outputsOf(table, names.prediction);
  if (!raw && !prediction) throw nothingToCompare(table, [names.raw[0]!, names.prediction[0]!]);
  const columns = featureColumns(table, { model, features }, [...names.raw, ...names.prediction]);
  await compare(model, { columns, rows: table.rows, expected: { raw, prediction } });

  const rows = Math.max(1, Math.min(table.rows, ROWS, Math.floor(CELLS / model.featureCount)));
  const golden: Golden = {
    from: 'library',
    features: Array.from({ length: rows }, (_, row) => columns.map((column) => toFeatureCell(column, row))),
    ...(raw && { raw: Array.from(raw.subarray(0, rows * model.outputs), toNumberCell) }),
    ...(prediction && {
      prediction: Array.from(prediction.subarray(0, rows * model.predictionOutputs), toNumberCell),
    }),
  };
  // As they will be read back.
  await verifyGolden(golden, model);
  return golden;
}

interface Comparison {
  readonly columns: readonly Column[];
  readonly rows: number;
  readonly expected: ExpectedOutputs;
}

async function compare(model: Model, { columns, rows, expected }: Comparison): Promise<void> {
  const raw = await model.raw(columns, rows);
  try {
    verifyOutputs(model, raw, expected);
  } catch (cause) {
    if (!(cause instanceof InputError)) throw cause;
    throw new InputError(cause.code, cause.message, { cause, hint: HINT });
  }
}

function featureColumns(table: Table, { model, features }: NamedModel, outputs: readonly string[]): Column[] {
  const byOrder = !model.featureNames && !features.some((name) => table.columns.has(name));
  if (byOrder) return columnsByOrder(model.featureCount, table, outputs);
  return featureMatrix(
    features.map((name) => ({ name })),
    table,
  );
}

function predictionNames(model: Model): string[] {
  return outputNames('prediction', model.predictionOutputs);
}

function outputNames(name: string, outputs: number): string[] {
  return outputs === 1 ? [name] : Array.from({ length: outputs }, (_, output) => `${name}_${output}`);
}

/** Row by row; undefined when the table has none of the columns. */
function outputsOf(table: Table, names: readonly string[]): Float64Array | undefined {
  if (!names.some((name) => table.columns.has(name))) return undefined;
  const columns = names.map((name) => numberColumn(table, name));
  return Float64Array.from({ length: table.rows * columns.length }, (_, i) => {
    return columns[i % columns.length]![Math.floor(i / columns.length)]!;
  });
}

function nothingToCompare(table: Table, wanted: readonly string[]): InputError {
  const has = [...table.columns.keys()].slice(-5).join(', ');
  const message = `the golden table has neither ${wanted.join(' nor ')}; its last columns are: ${has}`;
  return new InputError('missing_column', message, { hint: HINT });
}
