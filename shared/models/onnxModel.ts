import type { Column } from '../domain/table.ts';
import { InputError } from '../errors.ts';
import { featureNumbers } from './featureNumbers.ts';
import type { Model } from './model.ts';
import { numericColumn } from './numericColumn.ts';
import { type OnnxInputs, onnxInputs } from './onnxInputs.ts';
import { onnxOutput } from './onnxOutput.ts';
import { openOnnx } from './onnxSession.ts';
import type { OnnxInput, OnnxTensor } from './onnxThread.ts';
import { copyOfScores, scoreArray } from './scoreArray.ts';

/** Rows at a time: bounds the memory and the time of one step, whatever the length of the table. */
const BATCH = { rows: 1024, cells: 2 ** 20 };
const MOST_OUTPUTS = 10_000;

/** One output of the model for some rows. */
type Run = (inputs: OnnxInput[], rows: number) => Promise<OnnxTensor['values']>;

/**
 * A model from an ONNX file, evaluated by ONNX Runtime in one thread, so that the same rows give the same bits. Raw
 * scores and predictions are the same: what the file's only float output gives, of a classifier the probabilities.
 * What a missing value does is the model's affair; it gets NaN.
 *
 * @throws InputError `model_damaged`, `unsupported_model`, `onnx_runtime_missing`
 */
export async function onnxModel(bytes: Uint8Array): Promise<Model> {
  const session = await openOnnx(bytes);
  const inputs = onnxInputs(session.signature.inputs);
  const output = onnxOutput(session.signature.outputs);
  const run: Run = async (tensors, rows) => {
    const { values, dims } = await session.run(tensors, output);
    if (dims[0] === rows && values.length % rows === 0) return values;
    throw new InputError(
      'unsupported_model',
      `the ONNX model gives ${dims.join(' × ')} values for ${rows} rows`,
      {
        hint: 'Export one whose output has one row for each row of its input.',
      },
    );
  };
  const outputs = await outputsOf(inputs, run);
  const { names, featureCount, single } = inputs;
  const readers = Array.from({ length: featureCount }, (_, i) => (column: Column) => {
    return numericColumn(column, undefined, names?.[i] ?? `feature ${i}`);
  });
  return {
    kind: 'onnx',
    featureNames: names,
    featureCount,
    outputs,
    predictionOutputs: outputs,
    raw: async (columns, rows, options) => {
      const numbers = featureNumbers(readers, { columns, rows, options }, single ? Math.fround : itself);
      return inBatches(inputs, numbers, { rows, outputs, run });
    },
    prediction: copyOfScores,
  };
}

const itself = (value: number) => value;

/** Values per row, found by a first run: files seldom tell. */
async function outputsOf(inputs: OnnxInputs, run: Run): Promise<number> {
  const rows = inputs.batch ?? 2;
  const zeros = Array.from({ length: inputs.featureCount }, () => new Float64Array(rows));
  const outputs = (await run(inputs.tensors(zeros, 0, rows), rows)).length / rows;
  if (outputs > 0 && outputs <= MOST_OUTPUTS) return outputs;
  throw new InputError('unsupported_model', `the ONNX model gives ${outputs} values for a row`);
}

async function inBatches(
  inputs: OnnxInputs,
  columns: readonly Float64Array[],
  { rows, outputs, run }: { readonly rows: number; readonly outputs: number; readonly run: Run },
): Promise<Float64Array> {
  const most = Math.max(1, Math.min(BATCH.rows, Math.floor(BATCH.cells / inputs.featureCount)));
  const scores = scoreArray(rows, outputs);
  for (let from = 0; from < rows; from += inputs.batch ?? most) {
    const size = inputs.batch ?? Math.min(most, rows - from);
    const values = await run(inputs.tensors(columns, from, size), size);
    scores.set(values.subarray(0, (rows - from) * outputs), from * outputs);
  }
  return scores;
}
