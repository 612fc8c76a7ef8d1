import { firstBlock } from './blocks.ts';
import type { Frame } from './frame.ts';
import type { Observed } from './observed.ts';
import type { Window } from './window.ts';

/**
 * Sum of the values in each window. For values that are never negative: a sum of zeros is exactly 0, and nothing
 * cancels. Values of both signs, or far from 0, go through `windowMoments`.
 */
export function windowSums(frame: Frame, { values, seen }: Observed, { days, need }: Window): Float64Array {
  const sums = frame.take();
  const tail = frame.take();
  const { length } = frame;
  for (let block = firstBlock(frame, days); block < length; block += days) {
    const before = Math.max(0, block - days);
    const start = Math.max(0, block);
    const end = Math.min(length, block + days);
    tail[start] = 0;
    for (let i = start - 1, sum = 0; i >= before; i--) {
      const value = values[i]!;
      if (!Number.isNaN(value)) sum += value;
      tail[i] = sum;
    }
    for (let i = start, sum = 0; i < end; i++) {
      const value = values[i]!;
      if (!Number.isNaN(value)) sum += value;
      const from = Math.max(before, i + 1 - days);
      sums[i] = seen[i + 1]! - seen[from]! < need ? Number.NaN : tail[from]! + sum;
    }
  }
  frame.giveBack(1);
  return sums;
}
