import type { Frame } from './frame.ts';
import type { Observed } from './observed.ts';
import { type AverageOptions, windowAverage } from './windowAverage.ts';

/**
 * Relative strength: the average rise as a percentage of average rise and average fall together.
 *
 * @returns 0 … 100; 50 where nothing moved; NaN where too few changes are known
 */
export function strength(frame: Frame, changes: Observed, options: AverageOptions): Float64Array {
  const { values, seen } = changes;
  const strengths = frame.take();
  const [rises, falls] = [frame.take(), frame.take()];
  for (let i = 0; i < frame.length; i++) {
    const change = values[i]!;
    rises[i] = change > 0 ? change : change - change;
    falls[i] = change < 0 ? -change : change - change;
  }
  const up = windowAverage(frame, { values: rises, seen }, options);
  const down = windowAverage(frame, { values: falls, seen }, options);
  for (let i = frame.first; i < frame.length; i++) {
    const both = up[i]! + down[i]!;
    strengths[i] = both === 0 ? 50 : 100 * (up[i]! / both);
  }
  frame.giveBack(4);
  return strengths;
}
