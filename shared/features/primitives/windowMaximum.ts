import { firstBlock } from './blocks.ts';
import type { Frame } from './frame.ts';
import type { Observed } from './observed.ts';
import type { Window } from './window.ts';

export interface Maximum {
  /** NaN where the window has too few values. */
  readonly value: Float64Array;
  /** Index of it; of equal ones the latest. */
  readonly at: Float64Array;
}

/** The greatest value in each window and where it stands. */
export function windowMaximum(frame: Frame, { values, seen }: Observed, { days, need }: Window): Maximum {
  const maximum = { value: frame.take(), at: frame.take() };
  const tail = { value: frame.take(), at: frame.take() };
  const { length } = frame;
  for (let block = firstBlock(frame, days); block < length; block += days) {
    const before = Math.max(0, block - days);
    const start = Math.max(0, block);
    const end = Math.min(length, block + days);
    tail.value[start] = Number.NEGATIVE_INFINITY;
    for (let i = start - 1, best = Number.NEGATIVE_INFINITY, at = start; i >= before; i--) {
      if (values[i]! > best) {
        best = values[i]!;
        at = i;
      }
      tail.value[i] = best;
      tail.at[i] = at;
    }
    for (let i = start, best = Number.NEGATIVE_INFINITY, at = start; i < end; i++) {
      if (values[i]! >= best) {
        best = values[i]!;
        at = i;
      }
      const from = Math.max(before, i + 1 - days);
      const isTail = tail.value[from]! > best;
      const enough = seen[i + 1]! - seen[from]! >= need;
      maximum.value[i] = enough ? (isTail ? tail.value[from]! : best) : Number.NaN;
      maximum.at[i] = isTail ? tail.at[from]! : at;
    }
  }
  frame.giveBack(2);
  return maximum;
}
