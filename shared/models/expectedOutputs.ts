import { InputError } from '../errors.ts';
import type { Model } from './model.ts';
import { areNear } from './ulps.ts';

/** What the library that trained a model gives for some rows: at least one of the two, row by row. */
export interface ExpectedOutputs {
  /** rows × outputs */
  readonly raw?: Float64Array | undefined;
  /** rows × predictionOutputs */
  readonly prediction?: Float64Array | undefined;
}

/** exp, sigmoid and softmax differ in the last places from one mathematical library to another. */
const PREDICTION_ULPS = 4;
/**
 * Of the largest expected number. ONNX Runtime adds in another order with other numbers of threads and on other
 * processors; and the model may be a conversion to float32 of the one that gave the numbers.
 */
const ONNX_TOLERANCE = 1e-5;

/** Whether two numbers count as the same. */
type Agree = (wanted: number, given: number) => boolean;

/**
 * Holds a model's raw scores and predictions against the library's: raw scores bit for bit, predictions within 4 ulp;
 * of an ONNX model both within 1e-5 of the largest.
 *
 * @param raw of the model, rows × outputs
 * @throws InputError `golden_mismatch` with the first row that differs, counted from 1, and both values
 */
export function verifyOutputs(model: Model, raw: Float64Array, expected: ExpectedOutputs): void {
  if (expected.raw) {
    const outputs = { wanted: expected.raw, given: raw, outputs: model.outputs };
    verify('raw', outputs, rawAgreement(model.kind, expected.raw));
  }
  if (!expected.prediction) return;
  const outputs = {
    wanted: expected.prediction,
    given: model.prediction(raw),
    outputs: model.predictionOutputs,
  };
  verify('prediction', outputs, predictionAgreement(model.kind, expected.prediction));
}

function rawAgreement(kind: string, wanted: Float64Array): Agree {
  if (kind === 'onnx') return nearTo(wanted);
  // Numbers of float32 are often written with no more digits than that needs.
  if (isFloat32(kind)) return (value, given) => Object.is(Math.fround(value), given);
  return Object.is;
}

function predictionAgreement(kind: string, wanted: Float64Array): Agree {
  if (kind === 'onnx') return nearTo(wanted);
  const near = { most: PREDICTION_ULPS, as: isFloat32(kind) ? 'float32' : 'float64' } as const;
  return (value, given) => areNear(value, given, near);
}

function nearTo(wanted: Float64Array): Agree {
  const largest = wanted.reduce(
    (most, value) => (Number.isFinite(value) ? Math.max(most, Math.abs(value)) : most),
    0,
  );
  return (value, given) => Object.is(value, given) || Math.abs(value - given) <= ONNX_TOLERANCE * largest;
}

function isFloat32(kind: string): boolean {
  return kind.startsWith('xgboost');
}

function verify(what: string, compared: Compared, agree: Agree): void {
  const wrong = compared.wanted.findIndex((value, i) => !agree(value, compared.given[i]!));
  if (wrong >= 0) throw mismatch(what, wrong, compared);
}

interface Compared {
  readonly wanted: Float64Array;
  readonly given: Float64Array;
  readonly outputs: number;
}

function mismatch(what: string, at: number, { wanted, given, outputs }: Compared): InputError {
  const row = Math.floor(at / outputs) + 1;
  const name = outputs === 1 ? what : `${what}_${at % outputs}`;
  return new InputError(
    'golden_mismatch',
    `golden row ${row}: ${name} must be ${spelled(wanted[at]!)}, the model gives ${spelled(given[at]!)}`,
  );
}

function spelled(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}
