import { mean, populationDeviation, total } from './moments.ts';

/**
 * Shifted to mean 0. A missing value stays missing and does not count, here as in all functions of this file.
 *
 * @see numerai/numerai-tools scoring.py `center`
 */
export function center(values: Float64Array): Float64Array {
  const middle = mean(values);
  return values.map((value) => value - middle);
}

/**
 * Scaled to standard deviation 1 (divisor n).
 *
 * @see numerai/numerai-tools scoring.py `variance_normalize`
 */
export function varianceNormalize(values: Float64Array): Float64Array {
  const deviation = populationDeviation(values);
  return values.map((value) => value / deviation);
}

/**
 * Shifted and scaled to mean 0 and standard deviation 1 (divisor n).
 *
 * @see numerai/numerai-tools scoring.py `standardize`
 */
export function standardize(values: Float64Array): Float64Array {
  return varianceNormalize(center(values));
}

/**
 * Scaled so that the absolute values sum to 1.
 *
 * @see numerai/numerai-tools scoring.py `weight_normalize`
 */
export function weightNormalize(values: Float64Array): Float64Array {
  const size = total(values.map(Math.abs));
  return values.map((value) => value / size);
}

/**
 * Shifted and scaled onto [0, 1].
 *
 * @returns all NaN for a constant
 * @see numerai/numerai-tools scoring.py `min_max_normalize`
 */
export function minMaxNormalize(values: Float64Array): Float64Array {
  const known = values.filter((value) => !Number.isNaN(value));
  const low = known.reduce((least, value) => Math.min(least, value), Infinity);
  const high = known.reduce((most, value) => Math.max(most, value), -Infinity);
  return values.map((value) => (value - low) / (high - low));
}
