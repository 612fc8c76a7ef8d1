import * as z from 'zod';
import type { Column } from '../domain/table.ts';
import { InputError } from '../errors.ts';
import { documentPart, floats, listOf, NumberList } from './documentPart.ts';
import { featureNumbers } from './featureNumbers.ts';
import { type LinearScores, linearScores } from './linearScores.ts';
import type { Model } from './model.ts';
import { namedFeatures } from './namedFeatures.ts';
import { numericColumn } from './numericColumn.ts';
import { copyOfScores } from './scoreArray.ts';

/** Coefficients; more would be an accident. */
const MOST = 1_000_000;

const Linear = z.object({
  kind: z.literal('linear'),
  features: listOf(z.string()).nullish(),
  coefficients: z.union([listOf(z.number()), listOf(NumberList)], {
    error: 'a list of numbers, or one list for each output, belongs here',
  }),
  intercept: z.union([z.number(), listOf(z.number())]).default(0),
});

/**
 * A linear model from a JSON file of our own:
 *
 *     { "kind": "linear", "features": ["a", "b"], "coefficients": [0.5, -2], "intercept": 0.1 }
 *
 * score = intercept + coefficients[0] × a + coefficients[1] × b, added in this order in float64; a missing feature
 * makes the score NaN. With several outputs `coefficients` holds one list for each and `intercept` one number for
 * each. Without `features` (or null) columns are taken by order; without `intercept` it is 0.
 *
 * @throws InputError `model_damaged`, `unsupported_model` for millions of coefficients
 */
export function linearModel(document: unknown): Model {
  const file = documentPart(Linear, document, 'the file');
  const byOutput = coefficientsOf(file);
  const [outputs, featureCount] = [byOutput.length, byOutput[0]!.length];
  if (outputs * featureCount > MOST) {
    throw new InputError('unsupported_model', `the file has more than ${MOST} coefficients`);
  }
  const names = file.features ? namedFeatures(file.features, featureCount) : undefined;
  const readers = Array.from(byOutput[0]!, (_, i) => (column: Column) => {
    return numericColumn(column, undefined, names?.[i] ?? `feature ${i}`);
  });
  const scores: LinearScores = {
    outputs,
    start: interceptsOf(file, outputs),
    weights: Float64Array.from({ length: featureCount * outputs }, (_, i) => {
      return byOutput[i % outputs]![Math.floor(i / outputs)]!;
    }),
    round: itself,
    missing: 'makes-nan',
  };
  return {
    kind: 'linear-json',
    featureNames: names,
    featureCount,
    outputs,
    predictionOutputs: outputs,
    raw: async (columns, rows, options) =>
      linearScores(scores, featureNumbers(readers, { columns, rows, options }, itself), rows),
    prediction: copyOfScores,
  };
}

const itself = (value: number) => value;

/** One list of coefficients for each output, all of one length. */
function coefficientsOf({ coefficients }: z.infer<typeof Linear>): Float64Array[] {
  const lists = coefficients.every((value) => typeof value === 'number') ? [coefficients] : coefficients;
  const read = lists.map((list, k) => floats(list as NumberList, `coefficients of output ${k}`));
  const [first] = read;
  if (!first || first.length === 0) throw new InputError('model_damaged', 'the file has no coefficients');
  if (read.every((list) => list.length === first.length && list.every(Number.isFinite))) return read;
  throw new InputError(
    'model_damaged',
    'the outputs have different numbers of coefficients, or one is no number',
  );
}

function interceptsOf({ intercept }: z.infer<typeof Linear>, outputs: number): Float64Array {
  const values = typeof intercept === 'number' ? Array.from({ length: outputs }, () => intercept) : intercept;
  if (values.length === outputs) return Float64Array.from(values);
  throw new InputError('model_damaged', `${values.length} intercepts for ${outputs} outputs`);
}
