import { averageRanks } from './ranks.ts';

/**
 * Spearman's rank correlation of two arrays of equal length: Pearson's correlation of the average ranks, over the
 * rows where both are numbers.
 *
 * @returns -1 … 1; NaN with fewer than two such rows or when either side is constant over them
 * @example spearman(Float64Array.of(1, 2, 3), Float64Array.of(10, 30, 20)) // 0.5
 */
export function spearman(a: Float64Array, b: Float64Array): number {
  const isPair = (_: number, row: number) => !Number.isNaN(a[row]!) && !Number.isNaN(b[row]!);
  const x = averageRanks(a.filter(isPair));
  const y = averageRanks(b.filter(isPair));
  const mean = (x.length + 1) / 2;
  let covariance = 0;
  let varianceX = 0;
  let varianceY = 0;
  for (let row = 0; row < x.length; row++) {
    const dx = x[row]! - mean;
    const dy = y[row]! - mean;
    covariance += dx * dy;
    varianceX += dx * dx;
    varianceY += dy * dy;
  }
  return covariance / Math.sqrt(varianceX * varianceY);
}
