import type { Column, Table } from '../shared/domain/table.ts';
import { columnsByOrder } from '../shared/models/columnsByOrder.ts';
import { featureMatrix } from '../shared/models/featureMatrix.ts';
import type { Model } from '../shared/models/model.ts';
import { scoreArray } from '../shared/models/scoreArray.ts';

export interface PredictTableOptions {
  /** Add the raw scores. */
  readonly raw: boolean;
  /** A number that means missing, beside NaN. */
  readonly missing: number | undefined;
}

/**
 * What a model gives for each row of a table, in the order of the rows: `prediction`, or one `prediction_<k>` per
 * output; then `raw` or `raw_<k>` if wanted.
 *
 * @throws InputError `missing_features`, `feature_shape`, `too_many_scores`
 */
export async function predictTable(
  model: Model,
  table: Table,
  { raw, missing }: PredictTableOptions,
): Promise<Table> {
  const scores = await model.raw(featureColumns(model, table), table.rows, { missing });
  const columns = [
    ...outputColumns('prediction', model.prediction(scores), model.predictionOutputs),
    ...(raw ? outputColumns('raw', scores, model.outputs) : []),
  ];
  return { rows: table.rows, columns: new Map(columns) };
}

function featureColumns({ featureNames, featureCount }: Model, table: Table): readonly Column[] {
  const named = featureNames?.map((name) => ({ name }));
  return named ? featureMatrix(named, table) : columnsByOrder(featureCount, table);
}

/** @param values rows × outputs, row by row */
function outputColumns(name: string, values: Float64Array, outputs: number): [string, Column][] {
  return Array.from({ length: outputs }, (_, output) => [
    outputs === 1 ? name : `${name}_${output}`,
    { kind: 'number', values: everyOf(values, { outputs, output }) },
  ]);
}

function everyOf(values: Float64Array, { outputs, output }: { outputs: number; output: number }) {
  const column = scoreArray(values.length / outputs, 1);
  for (let row = 0; row < column.length; row++) column[row] = values[row * outputs + output]!;
  return column;
}
