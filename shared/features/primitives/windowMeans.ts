import { firstBlock, firstKnown, lastKnown } from './blocks.ts';
import type { Frame } from './frame.ts';
import type { Observed } from './observed.ts';
import type { Window } from './window.ts';

/** The mean of the values in each window, exactly their value where all are equal; NaN where a window has too few. */
export function windowMeans(frame: Frame, { values, seen }: Observed, { days, need }: Window): Float64Array {
  const [means, tail] = [frame.take(), frame.take()];
  const { length } = frame;
  for (let block = firstBlock(frame, days); block < length; block += days) {
    const before = Math.max(0, block - days);
    const start = Math.max(0, block);
    const end = Math.min(length, block + days);
    const head = firstKnown(values, start, end);
    for (let from = start; from < end; ) {
      const to = from < head ? head : end;
      const anchor = from < head ? lastKnown(values, before, start) : values[head]!;
      tail[start] = 0;
      for (let i = start - 1, sum = 0; i >= before; i--) {
        const deviation = values[i]! - anchor;
        if (!Number.isNaN(deviation)) sum += deviation;
        tail[i] = sum;
      }
      for (let i = from, sum = 0; i < to; i++) {
        const deviation = values[i]! - anchor;
        if (!Number.isNaN(deviation)) sum += deviation;
        const oldest = Math.max(before, i + 1 - days);
        const n = seen[i + 1]! - seen[oldest]!;
        means[i] = n < need ? Number.NaN : anchor + (tail[oldest]! + sum) / n;
      }
      from = to;
    }
  }
  frame.giveBack(1);
  return means;
}
