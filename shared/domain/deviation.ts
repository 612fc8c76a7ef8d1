/**
 * Sample standard deviation (divisor n - 1), two-pass, as pandas' `std`.
 *
 * @returns NaN for fewer than two values or when any is NaN
 * @example sampleDeviation(Float64Array.of(1, 2, 3, 4)) // 1.2910
 */
export function sampleDeviation(values: Float64Array): number {
  if (values.length < 2) return Number.NaN;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return Math.sqrt(squares / (values.length - 1));
}
