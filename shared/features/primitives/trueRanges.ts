import type { Frame } from './frame.ts';

/**
 * The true range of each day: from the lower of its low and the close before to the higher of its high and that
 * close. NaN on the first day, as TA-Lib has it, and where a number is missing.
 */
export function trueRanges(
  frame: Frame,
  { high, low, close }: Readonly<Record<'high' | 'low' | 'close', Float64Array>>,
): Float64Array {
  const ranges = frame.take();
  ranges[0] = Number.NaN;
  for (let i = 1; i < frame.length; i++) {
    ranges[i] = Math.max(high[i]!, close[i - 1]!) - Math.min(low[i]!, close[i - 1]!);
  }
  return ranges;
}
