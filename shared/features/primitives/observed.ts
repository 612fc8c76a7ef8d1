import type { Frame } from './frame.ts';

/** A daily series with gaps. */
export interface Observed {
  /** NaN where there is no value. */
  readonly values: Float64Array;
  /** At i: how many values stand before index i. Integers, so that a difference of two is exact. */
  readonly seen: Float64Array;
}

export function observe(frame: Frame, values: Float64Array): Observed {
  const seen = frame.take();
  seen[0] = 0;
  for (let i = 0, count = 0; i < frame.length; i++) {
    if (!Number.isNaN(values[i]!)) count++;
    seen[i + 1] = count;
  }
  return { values, seen };
}
