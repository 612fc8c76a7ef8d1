import { windowOf } from './window.ts';
import type { AverageOptions } from './windowAverage.ts';

/** The exponential moving average of `period` days over a window: of a new value it takes 2 parts in `period + 1`. */
export function exponential(period: number, window: number): AverageOptions {
  return {
    decay: { days: window, seedDays: period, keep: 1 - 2 / (period + 1) },
    recent: windowOf(period),
    kind: 'level',
  };
}
