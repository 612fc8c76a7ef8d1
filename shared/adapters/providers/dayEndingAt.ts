import { type UtcDay, utcDay } from '../../domain/utcDay.ts';

const DAY_MS = 86_400_000;

/**
 * The day whose end a quote is of: 23:59 is of that day, 00:04 of the one before; undefined further than `toleranceMs`
 * from any midnight, at noon say.
 */
export function dayEndingAt(time: number, toleranceMs: number): UtcDay | undefined {
  const midnight = Math.round(time / DAY_MS) * DAY_MS;
  return Math.abs(time - midnight) <= toleranceMs ? utcDay(midnight - 1) : undefined;
}
