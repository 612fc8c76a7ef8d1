import { systemClock } from '../../shared/adapters/local/systemClock.ts';
import type { Clock } from '../../shared/ports.ts';

/** Noon and a bit, when yesterday's close is known and a round is open, whatever time it really is. */
export function middayClock(): Clock {
  const start = systemClock.now();
  const midday = Date.parse(`${start.toISOString().slice(0, 10)}T12:05:00Z`);
  const shift = midday - start.getTime();
  return { ...systemClock, now: () => new Date(systemClock.now().getTime() + shift) };
}
