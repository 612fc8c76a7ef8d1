import { scoreArray } from './scoreArray.ts';

/** A model that is a weighted sum of its features for each output. */
export interface LinearScores {
  readonly outputs: number;
  /** Per output: where the sum starts. */
  readonly start: Float64Array;
  /** Feature by feature the weight for each output. */
  readonly weights: Float64Array;
  /** What every feature, product and sum is rounded with. */
  readonly round: (value: number) => number;
  /** What a missing feature does: add nothing, or make the score NaN. */
  readonly missing: 'adds-nothing' | 'makes-nan';
}

/**
 * Scores of a linear model, feature by feature in training order.
 *
 * @param columns one per feature, each `rows` long; NaN is missing
 * @returns rows × outputs, row by row
 * @throws InputError `too_many_scores`
 */
export function linearScores(
  { outputs, start, weights, round, missing }: LinearScores,
  columns: readonly Float64Array[],
  rows: number,
): Float64Array {
  const scores = scoreArray(rows, outputs);
  for (let i = 0; i < scores.length; i++) scores[i] = start[i % outputs]!;
  columns.forEach((column, feature) => {
    for (let i = 0; i < scores.length; i++) {
      const value = round(column[Math.floor(i / outputs)]!);
      if (missing === 'adds-nothing' && Number.isNaN(value)) continue;
      const weight = weights[feature * outputs + (i % outputs)]!;
      scores[i] = round(scores[i]! + round(value * weight));
    }
  });
  return scores;
}
