import { type Anchored, anchorsOf } from './anchors.ts';
import { type Block, blocksOf } from './blocks.ts';
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

export function windowMoments(frame: Frame, input: Observed, window: Window): Moments {
  const moments = { count: frame.take(), mean: frame.take(), squares: frame.take() };
  const tails = { sum: frame.take(), squares: frame.take() };
  for (const block of blocksOf(frame, window.days)) {
    for (const part of anchorsOf(input.values, block)) {
      fillTails(tails, input.values, block, part.anchor);
      fillMoments(moments, tails, { input, window, block, part });
    }
  }
  return moments;
}

interface Tails {
  readonly sum: Float64Array;
  readonly squares: Float64Array;
}

function fillTails(tails: Tails, values: Float64Array, { before, start }: Block, anchor: number): void {
  let [sum, squares] = [0, 0];
  tails.sum[start] = 0;
  tails.squares[start] = 0;
  for (let i = start - 1; i >= before; i--) {
    const deviation = values[i]! - anchor;
    if (!Number.isNaN(deviation)) {
      sum += deviation;
      squares += deviation * deviation;
    }
    tails.sum[i] = sum;
    tails.squares[i] = squares;
  }
}

interface Place {
  readonly input: Observed;
  readonly window: Window;
  readonly block: Block;
  readonly part: Anchored;
}

function fillMoments(moments: Moments, tails: Tails, { input, window, block, part }: Place): void {
  const { values, seen } = input;
  const { count, mean, squares } = moments;
  const { anchor, from, to } = part;
  let [headSum, headSquares] = [0, 0];
  for (let i = from; i < to; i++) {
    const deviation = values[i]! - anchor;
    if (!Number.isNaN(deviation)) {
      headSum += deviation;
      headSquares += deviation * deviation;
    }
    const oldest = Math.max(block.before, i + 1 - window.days);
    const n = seen[i + 1]! - seen[oldest]!;
    const sum = tails.sum[oldest]! + headSum;
    count[i] = n;
    mean[i] = n < window.need ? Number.NaN : anchor + sum / n;
    squares[i] = n < window.need ? Number.NaN : tails.squares[oldest]! + headSquares - (sum * sum) / n;
  }
}
