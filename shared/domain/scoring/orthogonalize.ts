import { dot } from './dot.ts';

/**
 * `values` without their projection onto `base`.
 *
 * @returns all NaN when `base` is all zero
 * @see numerai/numerai-tools scoring.py `orthogonalize`
 */
export function orthogonalize(values: Float64Array, base: Float64Array): Float64Array {
  const factor = dot(values, base) / dot(base, base);
  return values.map((value, row) => value - base[row]! * factor);
}
