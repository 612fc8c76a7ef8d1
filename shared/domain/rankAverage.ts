import { tieKeptRank } from './ranks.ts';

/** What a model gives for every token, and how much it counts among the others. */
export interface WeightedRaw {
  /** NaN where the model gives nothing. */
  readonly raw: Float64Array;
  /** Above 0; only its ratio to the other weights matters. */
  readonly weight: number;
}

/**
 * Weighted mean of the tie-kept ranks of several raw outputs. Added in the order of the list and divided once, as
 * `(ranks * weights).sum(axis=1, skipna=False) / weights.sum()` is in pandas, so that equal means tie as they do there.
 *
 * @param outputs at least one, all of equal length
 * @returns strictly inside (0, 1); NaN where any output is NaN: a mean of other models would not compare with the rest
 */
export function rankAverage(outputs: readonly WeightedRaw[]): Float64Array {
  const total = outputs.reduce((sum, { weight }) => sum + weight, 0);
  const mean = new Float64Array(outputs[0]?.raw.length ?? 0);
  for (const { raw, weight } of outputs) {
    const ranks = tieKeptRank(raw);
    for (let row = 0; row < mean.length; row++) mean[row]! += weight * ranks[row]!;
  }
  return mean.map((sum) => sum / total);
}
