import type { Field } from '../market/bar.ts';

/** The least number that is a value: prices and market caps are above 0, a volume may be 0. */
export function leastValue(field: Field): number {
  return field === 'volumeUsd' ? 0 : Number.MIN_VALUE;
}
