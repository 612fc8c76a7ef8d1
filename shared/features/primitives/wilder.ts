import { windowOf } from './window.ts';
import type { AverageOptions } from './windowAverage.ts';

/** Wilder's average of `period` days over a window: of a new value it takes one part in `period`. */
export function wilder(period: number, window: number): AverageOptions {
  return {
    decay: { days: window, seedDays: period, keep: 1 - 1 / period },
    recent: windowOf(period),
    kind: 'amount',
  };
}
