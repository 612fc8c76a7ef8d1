import { firstBlock } from './blocks.ts';
import type { Frame } from './frame.ts';
import type { Observed } from './observed.ts';
import type { Window } from './window.ts';

/**
 * The deepest fall within each window: the least of (later value / earlier value - 1), 0 where nothing ever fell.
 * A window is the tail of one block and the head of the next, and its deepest fall lies in one of them or leads from
 * the tail's highest value to the head's lowest.
 *
 * @param input positive values
 * @returns -1 … 0; NaN where a window has too few values
 */
export function windowDrawdown(frame: Frame, input: Observed, { days, need }: Window): Float64Array {
  const { values, seen } = input;
  const falls = frame.take();
  const tail = { high: frame.take(), share: frame.take() };
  const { length } = frame;
  for (let block = firstBlock(frame, days); block < length; block += days) {
    const before = Math.max(0, block - days);
    const start = Math.max(0, block);
    const end = Math.min(length, block + days);
    fillTail(tail, values, { before, start });
    let [high, low, share] = [0, Number.POSITIVE_INFINITY, 1];
    for (let i = start; i < end; i++) {
      const value = values[i]!;
      if (value > high) high = value;
      if (value < low) low = value;
      if (value / high < share) share = value / high;
      const from = Math.max(before, i + 1 - days);
      const least = Math.min(share, tail.share[from]!, low / tail.high[from]!);
      falls[i] = seen[i + 1]! - seen[from]! < need ? Number.NaN : least - 1;
    }
  }
  frame.giveBack(2);
  return falls;
}

interface Tail {
  /** Highest value from here to the end of the block; 0 when there is none, from which nothing falls. */
  readonly high: Float64Array;
  /** What the deepest fall from here to the end of the block leaves over. */
  readonly share: Float64Array;
}

function fillTail(
  tail: Tail,
  values: Float64Array,
  { before, start }: { before: number; start: number },
): void {
  let [high, low, share] = [0, Number.POSITIVE_INFINITY, 1];
  tail.high[start] = high;
  tail.share[start] = share;
  for (let i = start - 1; i >= before; i--) {
    const value = values[i]!;
    if (value > high) high = value;
    if (value < low) low = value;
    if (low / value < share) share = low / value;
    tail.high[i] = high;
    tail.share[i] = share;
  }
}
