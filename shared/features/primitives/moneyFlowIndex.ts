import type { Frame } from './frame.ts';
import { type Observed, observe } from './observed.ts';
import type { Window } from './window.ts';
import { windowSums } from './windowSums.ts';

export interface MoneyFlows {
  /** Of the typical price, from the day before. */
  readonly changes: Observed;
  /** Money that changed hands on the day. */
  readonly volumes: Float64Array;
}

/**
 * The money of the days on which the price rose, as a percentage of that of all days on which it moved.
 *
 * @returns 0 … 100; 50 where no money moved; NaN where too few days are known
 */
export function moneyFlowIndex(frame: Frame, { changes, volumes }: MoneyFlows, window: Window): Float64Array {
  const index = frame.take();
  const [rising, falling] = [frame.take(), frame.take()];
  for (let i = 0; i < frame.length; i++) {
    const change = changes.values[i]!;
    const flow = Number.isNaN(change) ? Number.NaN : volumes[i]!;
    rising[i] = change <= 0 ? flow * 0 : flow;
    falling[i] = change >= 0 ? flow * 0 : flow;
  }
  const { seen } = observe(frame, rising);
  const up = windowSums(frame, { values: rising, seen }, window);
  const down = windowSums(frame, { values: falling, seen }, window);
  for (let i = frame.first; i < frame.length; i++) {
    const both = up[i]! + down[i]!;
    index[i] = both === 0 ? 50 : 100 * (up[i]! / both);
  }
  frame.giveBack(5);
  return index;
}
