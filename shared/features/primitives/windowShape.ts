import { type Anchored, anchorsOf } from './anchors.ts';
import { type Block, blocksOf } from './blocks.ts';
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

/** Sums of the powers of the deviations from the anchor, of the end of the block before. */
type Tails = readonly [Float64Array, Float64Array, Float64Array, Float64Array];

/** @returns NaN where a window has too few values */
export function windowShape(frame: Frame, input: Observed, window: Window): Shape {
  const shape = { count: frame.take(), squares: frame.take(), cubes: frame.take(), fourths: frame.take() };
  const tails: Tails = [frame.take(), frame.take(), frame.take(), frame.take()];
  for (const block of blocksOf(frame, window.days)) {
    for (const part of anchorsOf(input.values, block)) {
      fillTails(tails, input.values, block, part.anchor);
      fillShape(shape, tails, { input, window, block, part });
    }
  }
  return shape;
}

function fillTails(tails: Tails, values: Float64Array, { before, start }: Block, anchor: number): void {
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
  readonly block: Block;
  readonly part: Anchored;
}

function fillShape(shape: Shape, tails: Tails, { input, window, block, part }: Place): void {
  const { values, seen } = input;
  const [first, second, third, fourth] = tails;
  let [h1, h2, h3, h4] = [0, 0, 0, 0];
  for (let i = part.from; i < part.to; i++) {
    const deviation = values[i]! - part.anchor;
    if (!Number.isNaN(deviation)) {
      const square = deviation * deviation;
      h1 += deviation;
      h2 += square;
      h3 += square * deviation;
      h4 += square * square;
    }
    const oldest = Math.max(block.before, i + 1 - window.days);
    const n = seen[i + 1]! - seen[oldest]!;
    const mean = n < window.need ? Number.NaN : (first[oldest]! + h1) / n;
    const s2 = second[oldest]! + h2;
    const s3 = third[oldest]! + h3;
    shape.count[i] = n;
    shape.squares[i] = s2 - n * mean * mean;
    shape.cubes[i] = s3 - 3 * mean * s2 + 2 * n * mean * mean * mean;
    shape.fourths[i] =
      fourth[oldest]! + h4 - 4 * mean * s3 + 6 * mean * mean * s2 - 3 * n * mean * mean * mean * mean;
  }
}
