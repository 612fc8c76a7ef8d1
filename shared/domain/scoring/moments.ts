/** Sum of the numbers, missing ones left out; 0 without any. */
export function total(values: Float64Array): number {
  return values.reduce((sum, value) => (Number.isNaN(value) ? sum : sum + value), 0);
}

/** How many are not missing. */
export function count(values: Float64Array): number {
  return values.reduce((known, value) => (Number.isNaN(value) ? known : known + 1), 0);
}

/** Mean of the numbers, missing ones left out, as pandas'; NaN without any. */
export function mean(values: Float64Array): number {
  return total(values) / count(values);
}

/**
 * Sum of the differences from the mean, each to the given power; missing ones left out.
 *
 * @param power 2 for the variance, 3 for the skewness, 4 for the kurtosis
 */
export function centralSum(values: Float64Array, power: number): number {
  const centre = mean(values);
  return total(values.map((value) => (value - centre) ** power));
}

/**
 * Standard deviation with divisor n, as numpy's `std` of a pandas object: missing ones left out.
 *
 * @returns NaN without any number
 */
export function populationDeviation(values: Float64Array): number {
  return Math.sqrt(centralSum(values, 2) / count(values));
}

/** True for a single value, and when all are equal; a missing value equals nothing. */
export function isConstant(values: Float64Array): boolean {
  return values.every((value) => value === values[0]);
}
