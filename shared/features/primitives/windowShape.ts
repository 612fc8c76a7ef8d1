import { firstBlock, firstKnown, lastKnown } from './blocks.ts';
import type { Frame } from './frame.ts';
import type { Observed } from './observed.ts';
import type { Window } from './window.ts';

/** Sums of the 2nd, 3rd and 4th powers of the deviations from the window's mean; all exactly 0 for equal values. */
export interface Shape {
  readonly count: Float64Array;
  readonly squares: Float64Array;
  readonly cubes: Float64Array;
  readonly fourths: Float64Array;
}

/** A span of windows with one anchor, see blocks.ts. */
interface Span {
  readonly before: number;
  readonly start: number;
  readonly from: number;
  readonly to: number;
  readonly anchor: number;
}

/** Sums of the powers of the deviations from the anchor, of the end of the block before. */
type Tails = readonly [Float64Array, Float64Array, Float64Array, Float64Array];

/** @returns NaN where a window has too few values */
export function windowShape(frame: Frame, input: Observed, window: Window): Shape {
  const shape = { count: frame.take(), squares: frame.take(), cubes: frame.take(), fourths: frame.take() };
  const tails: Tails = [frame.take(), frame.take(), frame.take(), frame.take()];
  const { values } = input;
  for (let block = firstBlock(frame, window.days); block < frame.length; block += window.days) {
    const before = Math.max(0, block - window.days);
    const start = Math.max(0, block);
    const end = Math.min(frame.length, block + window.days);
    const head = firstKnown(values, start, end);
    for (let from = start; from < end; ) {
      const to = from < head ? head : end;
      const anchor = from < head ? lastKnown(values, before, start) : values[head]!;
      const span = { before, start, from, to, anchor };
      fillTails(tails, values, span);
      fillShape(shape, tails, { input, window, span });
      from = to;
    }
  }
  frame.giveBack(4);
  return shape;
}

function fillTails(tails: Tails, values: Float64Array, { before, start, anchor }: Span): void {
  const [first, second, third, fourth] = tails;
  let [s1, s2, s3, s4] = [0, 0, 0, 0];
  for (let i = start; i >= before; i--) {
    const deviation = i === start ? Number.NaN : values[i]! - anchor;
    if (!Number.isNaN(deviation)) {
      const square = deviation * deviation;
      s1 += deviation;
      s2 += square;
      s3 += square * deviation;
      s4 += square * square;
    }
    first[i] = s1;
    second[i] = s2;
    third[i] = s3;
    fourth[i] = s4;
  }
}

interface Place {
  readonly input: Observed;
  readonly window: Window;
  readonly span: Span;
}

function fillShape(shape: Shape, tails: Tails, { input, window, span }: Place): void {
  const { values, seen } = input;
  const [first, second, third, fourth] = tails;
  let [h1, h2, h3, h4] = [0, 0, 0, 0];
  for (let i = span.from; i < span.to; i++) {
    const deviation = values[i]! - span.anchor;
    if (!Number.isNaN(deviation)) {
      const square = deviation * deviation;
      h1 += deviation;
      h2 += square;
      h3 += square * deviation;
      h4 += square * square;
    }
    const oldest = Math.max(span.before, i + 1 - window.days);
    const n = seen[i + 1]! - seen[oldest]!;
    const mean = n < window.need ? Number.NaN : (first[oldest]! + h1) / n;
    const s2 = second[oldest]! + h2;
    const s3 = third[oldest]! + h3;
    const square = mean * mean;
    shape.count[i] = n;
    shape.squares[i] = s2 - n * square;
    shape.cubes[i] = s3 - 3 * mean * s2 + 2 * n * square * mean;
    shape.fourths[i] = fourth[oldest]! + h4 - 4 * mean * s3 + 6 * square * s2 - 3 * n * square * square;
  }
}
