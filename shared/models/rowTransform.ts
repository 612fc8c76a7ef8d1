import { copyOfScores } from './scoreArray.ts';

/** Turns the raw scores of one row into predictions, in place. */
export type RowTransform = (row: Float64Array) => void;

/** The transform of a whole batch, rows × outputs, row by row; leaves its argument as it is. */
export function eachRow(transform: RowTransform, outputs: number): (raw: Float64Array) => Float64Array {
  return (raw) => {
    const predictions = copyOfScores(raw);
    for (let at = 0; at < raw.length; at += outputs) transform(predictions.subarray(at, at + outputs));
    return predictions;
  };
}

/** A transform that looks at one score at a time. */
export function eachScore(change: (raw: number) => number): RowTransform {
  return (row) => {
    for (let i = 0; i < row.length; i++) row[i] = change(row[i]!);
  };
}

/** Shares that add up to 1, in float64; the largest score is subtracted first, so that none overflows. */
export function softmax(row: Float64Array, exp = Math.exp): void {
  const largest = row.reduce((most, raw) => Math.max(most, raw), -Infinity);
  let sum = 0;
  for (let i = 0; i < row.length; i++) {
    row[i] = exp(row[i]! - largest);
    sum += row[i]!;
  }
  for (let i = 0; i < row.length; i++) row[i]! /= sum;
}
