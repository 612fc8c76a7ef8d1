import { isConstant } from './moments.ts';

/**
 * Pearson's correlation of two arrays of equal length.
 *
 * @returns -1 … 1; NaN with fewer than two rows, with a missing value, or when either side is constant
 * @see numpy.corrcoef, which pandas' `Series.corr` calls
 * @example pearson(Float64Array.of(1, 2, 4), Float64Array.of(1, 2, 3)) // 0.9819805060619659
 */
export function pearson(a: Float64Array, b: Float64Array): number {
  // The mean of equal values may round to another one, and noise would be correlated with noise.
  if (isConstant(a) || isConstant(b)) return Number.NaN;
  const [meanA, meanB] = [plainMean(a), plainMean(b)];
  let covariance = 0;
  let varianceA = 0;
  let varianceB = 0;
  for (let row = 0; row < a.length; row++) {
    const da = a[row]! - meanA;
    const db = b[row]! - meanB;
    covariance += da * db;
    varianceA += da * da;
    varianceB += db * db;
  }
  // Two roots, because the product of the variances may overflow or vanish.
  const correlation = covariance / Math.sqrt(varianceA) / Math.sqrt(varianceB);
  return Math.min(1, Math.max(-1, correlation));
}

function plainMean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
