import { centralSum, count, mean, populationDeviation, total } from './moments.ts';
import { pearson } from './pearson.ts';

/** Scores per date in a few numbers. A date without a score (NaN) is left out. */
export interface EraSummary {
  readonly mean: number;
  /** Divisor n; what Numerai's Sharpe ratio uses. */
  readonly std: number;
  /** Divisor n - 1. */
  readonly sampleStd: number;
  /** mean / std, not annualised; infinite for a single date. */
  readonly sharpe: number;
  readonly sum: number;
  /** The deepest fall of the running sum below its highest value so far, 0 or more; the sum begins with the first date. */
  readonly maxDrawdown: number;
  readonly min: number;
  readonly max: number;
  /** Share of the dates with a score above 0. */
  readonly hitRate: number;
  /** Correlation of each date's score with the one before. */
  readonly autocorrelation: number;
  /** As pandas' `skew`, bias-corrected; NaN for fewer than three. */
  readonly skew: number;
  /** As pandas' `kurt`, bias-corrected, 0 for a normal distribution; NaN for fewer than four. */
  readonly kurtosis: number;
}

/** @param scores one per date, in the order of the dates; all members are NaN (sums 0) without any */
export function eraSummary(scores: Float64Array): EraSummary {
  const known = scores.filter((score) => !Number.isNaN(score));
  return {
    mean: mean(known),
    std: populationDeviation(known),
    sampleStd: known.length < 2 ? Number.NaN : Math.sqrt(centralSum(known, 2) / (known.length - 1)),
    sharpe: sharpeRatio(known),
    sum: total(known),
    maxDrawdown: maxDrawdown(known),
    min: known.length === 0 ? Number.NaN : known.reduce((least, score) => Math.min(least, score)),
    max: known.length === 0 ? Number.NaN : known.reduce((most, score) => Math.max(most, score)),
    hitRate: known.filter((score) => score > 0).length / known.length,
    autocorrelation: pearson(known.subarray(1), known.subarray(0, -1)),
    skew: skew(known),
    kurtosis: kurtosis(known),
  };
}

/**
 * Mean over standard deviation (divisor n); missing scores are left out.
 *
 * @see numerai/numerai-tools scoring.py `sharpe_ratio`
 */
export function sharpeRatio(scores: Float64Array): number {
  return mean(scores) / populationDeviation(scores);
}

function maxDrawdown(scores: Float64Array): number {
  let sum = 0;
  let highest = -Infinity;
  let deepest = scores.length === 0 ? Number.NaN : 0;
  for (const score of scores) {
    sum += score;
    highest = Math.max(highest, sum);
    deepest = Math.max(deepest, highest - sum);
  }
  return deepest;
}

function skew(scores: Float64Array): number {
  const n = count(scores);
  if (n < 3) return Number.NaN;
  const squares = centralSum(scores, 2);
  if (squares === 0) return 0;
  return ((n * Math.sqrt(n - 1)) / (n - 2)) * (centralSum(scores, 3) / squares ** 1.5);
}

function kurtosis(scores: Float64Array): number {
  const n = count(scores);
  if (n < 4) return Number.NaN;
  const squares = centralSum(scores, 2);
  if (squares === 0) return 0;
  const scale = (n - 2) * (n - 3);
  const fourth = (n * (n + 1) * (n - 1) * centralSum(scores, 4)) / (scale * squares ** 2);
  return fourth - (3 * (n - 1) ** 2) / scale;
}
