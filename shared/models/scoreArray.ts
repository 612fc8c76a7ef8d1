import { InputError } from '../errors.ts';

/** As long as an array may be in every Node that this runs in: 34 GB. */
const MOST = 2 ** 32 - 1;

/**
 * Room for the scores of a table, all zero.
 *
 * @throws InputError `too_many_scores` where an array cannot be so long, or this machine has not so much memory
 */
export function scoreArray(rows: number, outputs: number): Float64Array {
  if (rows * outputs > MOST) throw tooMany(rows, outputs);
  try {
    return new Float64Array(rows * outputs);
  } catch (error) {
    throw tooMany(rows, outputs, error);
  }
}

/** @throws as `scoreArray` */
export function copyOfScores(scores: Float64Array): Float64Array {
  const copy = scoreArray(scores.length, 1);
  copy.set(scores);
  return copy;
}

function tooMany(rows: number, outputs: number, cause?: unknown): InputError {
  const gigabytes = Math.ceil((8 * rows * outputs) / 1e9);
  const message = `${rows} rows × ${outputs} outputs take ${gigabytes} GB, more than can be held at once`;
  return new InputError('too_many_scores', message, { cause });
}
