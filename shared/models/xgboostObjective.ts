import { InputError } from '../errors.ts';
import { log32 } from './float32.ts';
import { eachRow, eachScore, type RowTransform } from './rowTransform.ts';

/** What an objective does with the base score and with margins, all in float32. */
export interface XgboostObjective {
  /** Where the sum of an output starts. */
  readonly margin: (baseScore: number) => number;
  /** Margins, rows × outputs, to predictions, rows × predictionOutputs. */
  readonly prediction: (raw: Float64Array) => Float64Array;
  readonly predictionOutputs: number;
}

interface Objective {
  readonly margin: (baseScore: number) => number;
  readonly transform: RowTransform;
}

const round = Math.fround;
const itself = (value: number) => value;
const identity: Objective = { margin: itself, transform: () => {} };
const logistic: Objective = { margin: logit, transform: eachScore(sigmoid) };
const exponential: Objective = { margin: log32, transform: eachScore((raw) => round(Math.exp(raw))) };
const classes: Objective = { margin: itself, transform: softmax };

const OBJECTIVES: Readonly<Record<string, Objective>> = {
  'reg:squarederror': identity,
  'reg:linear': identity,
  'reg:squaredlogerror': identity,
  'reg:pseudohubererror': identity,
  'reg:absoluteerror': identity,
  'reg:quantileerror': identity,
  'rank:pairwise': identity,
  'rank:ndcg': identity,
  'rank:map': identity,
  'binary:logitraw': identity,
  'binary:logistic': logistic,
  'reg:logistic': logistic,
  'binary:hinge': { margin: itself, transform: eachScore((raw) => (raw > 0 ? 1 : 0)) },
  'count:poisson': exponential,
  'reg:gamma': exponential,
  'reg:tweedie': exponential,
  'survival:cox': exponential,
  'survival:aft': exponential,
  'multi:softprob': classes,
  'multi:softmax': classes,
};

/** From 3.2 on a base score that is no probability is moved to the nearest one. */
const [LEAST, MOST] = [round(1e-6), round(1 - 1e-6)];

/**
 * @param version of the XGBoost that wrote the file
 * @throws InputError `unsupported_model` for an objective that is not known
 * @see https://github.com/dmlc/xgboost/tree/v3.2.0/src/objective
 */
export function xgboostObjective(
  name: string,
  outputs: number,
  [major, minor]: readonly [number, number, ...number[]],
): XgboostObjective {
  const objective = Object.hasOwn(OBJECTIVES, name) ? OBJECTIVES[name] : undefined;
  if (!objective) {
    throw new InputError(
      'unsupported_model',
      `the objective ${JSON.stringify(name.slice(0, 60))} is not known`,
    );
  }
  const clamps = objective === logistic && (major > 3 || (major === 3 && minor >= 2));
  const margin = clamps ? (score: number) => logit(Math.min(Math.max(score, LEAST), MOST)) : objective.margin;
  if (name === 'multi:softmax') return { margin, prediction: largest(outputs), predictionOutputs: 1 };
  return { margin, prediction: eachRow(objective.transform, outputs), predictionOutputs: outputs };
}

function logit(probability: number): number {
  return round(-log32(round(round(1 / probability) - 1)));
}

function sigmoid(raw: number): number {
  const power = round(Math.exp(Math.min(round(-raw), round(88.7))));
  return round(1 / round(round(power + 1) + round(1e-16)));
}

function softmax(row: Float64Array): void {
  const most = row.reduce((most, raw) => Math.max(most, raw), -Infinity);
  let sum = 0;
  for (let i = 0; i < row.length; i++) {
    row[i] = round(Math.exp(round(row[i]! - most)));
    sum += row[i]!;
  }
  for (let i = 0; i < row.length; i++) row[i] = round(row[i]! / round(sum));
}

/** Of each row the number of the output with the largest score, the first of equals. */
function largest(outputs: number): XgboostObjective['prediction'] {
  return (raw) =>
    Float64Array.from({ length: raw.length / outputs }, (_, i) => {
      const row = raw.subarray(i * outputs, (i + 1) * outputs);
      return row.reduce((best, score, k) => (score > row[best]! ? k : best), 0);
    });
}
