import { addDays, type UtcDay } from '../../domain/utcDay.ts';
import type { Bar } from '../../market/bar.ts';
import { readBars } from './barStore.ts';
import type { StorePorts } from './marketPorts.ts';

/** The day beside a day. */
export interface Neighbour {
  /** Empty when the store has neither. */
  readonly bars: readonly Bar[];
  readonly side: 'before' | 'after';
}

/** The day before, or else the day after. */
export async function neighbourOf(ports: StorePorts, day: UtcDay): Promise<Neighbour> {
  const before = await readBars(ports, addDays(day, -1));
  if (before) return { bars: before, side: 'before' };
  return { bars: (await readBars(ports, addDays(day, 1))) ?? [], side: 'after' };
}
