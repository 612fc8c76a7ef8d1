import { addDays, daysBetween, type UtcDay, utcDay } from '../../domain/utcDay.ts';

export interface DayRange {
  readonly from: UtcDay;
  /** Included. */
  readonly to: UtcDay;
}

/** The part of a range that is over; undefined when none of it is. */
export function finishedDays({ from, to }: DayRange, now: Date): DayRange | undefined {
  const last = to < dayBefore(now) ? to : dayBefore(now);
  return from <= last ? { from, to: last } : undefined;
}

/** Days of a range, both ends included. */
export function lengthOf({ from, to }: DayRange): number {
  return daysBetween(from, to) + 1;
}

function dayBefore(now: Date): UtcDay {
  return addDays(utcDay(now.getTime())!, -1);
}
