import { firstBlock, firstKnown, lastKnown } from './blocks.ts';
import type { Frame } from './frame.ts';
import type { Observed } from './observed.ts';
import type { Window } from './window.ts';

/** Of the values in each window; NaN where the window has too few. */
export interface Moments {
  readonly count: Float64Array;
  readonly mean: Float64Array;
  /** Sum of the squared deviations from the mean; exactly 0 when all values are equal, and only then. */
  readonly squares: Float64Array;
}

export function windowMoments(frame: Frame, { values, seen }: Observed, { days, need }: Window): Moments {
  const [count, mean, squares] = [frame.take(), frame.take(), frame.take()];
  const [tailSum, tailSquares] = [frame.take(), frame.take()];
  const { length } = frame;
  for (let block = firstBlock(frame, days); block < length; block += days) {
    const before = Math.max(0, block - days);
    const start = Math.max(0, block);
    const end = Math.min(length, block + days);
    const head = firstKnown(values, start, end);
    for (let from = start; from < end; ) {
      const to = from < head ? head : end;
      const anchor = from < head ? lastKnown(values, before, start) : values[head]!;
      let sum = 0;
      let square = 0;
      tailSum[start] = 0;
      tailSquares[start] = 0;
      for (let i = start - 1; i >= before; i--) {
        const deviation = values[i]! - anchor;
        if (!Number.isNaN(deviation)) {
          sum += deviation;
          square += deviation * deviation;
        }
        tailSum[i] = sum;
        tailSquares[i] = square;
      }
      sum = 0;
      square = 0;
      for (let i = from; i < to; i++) {
        const deviation = values[i]! - anchor;
        if (!Number.isNaN(deviation)) {
          sum += deviation;
          square += deviation * deviation;
        }
        const oldest = Math.max(before, i + 1 - days);
        const n = seen[i + 1]! - seen[oldest]!;
        const all = tailSum[oldest]! + sum;
        const average = n < need ? Number.NaN : all / n;
        count[i] = n;
        mean[i] = anchor + average;
        squares[i] = tailSquares[oldest]! + square - all * average;
      }
      from = to;
    }
  }
  frame.giveBack(2);
  return { count, mean, squares };
}
