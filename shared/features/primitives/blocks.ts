import type { Frame } from './frame.ts';

/*
 * How a sum over every window costs a few additions a day, whatever the window, and is a function of the window alone.
 *
 * The calendar is divided into blocks of as many days as the window has. A window is then always the tail of one
 * block and the head of the next, so two running sums a block give every window's. As the blocks lie fixed in the
 * calendar, a sum depends on nothing but the window, to the last bit.
 *
 * Sums of squares lose digits when the values lie far from 0, and equal values should give a variance of exactly 0. So
 * deviations from an anchor are summed, a value that stands in each of the windows: of n values this loses at most a
 * factor of n + 1, and equal values give exact zeros. The anchor is the block's first known value; on the days up to
 * there it is the last known one of the block before.
 */

/** Where the first block with wanted days begins: 0 or, when the frame begins inside of it, less. */
export function firstBlock({ first, epochDay }: Frame, days: number): number {
  return first - ((epochDay + first) % days);
}

/** Index of the first known value in `from` to `end`; `end` when there is none. */
export function firstKnown(values: Float64Array, from: number, end: number): number {
  let at = from;
  while (at < end && Number.isNaN(values[at]!)) at++;
  return at;
}

/** The last known value in `from` to `end`; NaN when there is none. */
export function lastKnown(values: Float64Array, from: number, end: number): number {
  for (let at = end - 1; at >= from; at--) if (!Number.isNaN(values[at]!)) return values[at]!;
  return Number.NaN;
}
