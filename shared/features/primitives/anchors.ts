import type { Block } from './blocks.ts';

/** Part of a block whose windows are all measured from the same value, one that stands in each of them. */
export interface Anchored {
  readonly anchor: number;
  /** Index of the anchor. */
  readonly at: number;
  readonly from: number;
  readonly to: number;
}

/**
 * Sums of squares lose digits when the values lie far from 0, and equal values should give a variance of exactly 0.
 * So deviations from a value of the window itself are summed: of n values this loses at most a factor of n + 1,
 * and equal values give exact zeros. The anchor is the block's first value; up to there, the last one before the block.
 */
export function anchorsOf(values: Float64Array, { before, start, end }: Block): Anchored[] {
  let head = start;
  while (head < end && Number.isNaN(values[head]!)) head++;
  let last = start - 1;
  while (last >= before && Number.isNaN(values[last]!)) last--;
  const parts: Anchored[] = [];
  if (head > start) {
    parts.push({ anchor: last < before ? Number.NaN : values[last]!, at: last, from: start, to: head });
  }
  if (head < end) parts.push({ anchor: values[head]!, at: head, from: head, to: end });
  return parts;
}
