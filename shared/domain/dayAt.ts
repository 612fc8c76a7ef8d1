import { isoDay } from './liveDate.ts';
import type { Column } from './table.ts';
import { type UtcDay, utcDay } from './utcDay.ts';

/** The UTC day in a row of a column of dates; undefined where it cannot be read. */
export function dayAt(dates: Column, row: number): UtcDay | undefined {
  if (dates.kind === 'text') return isoDay(dates.values[row]!);
  return dates.kind === 'time' ? utcDay(dates.values[row]!) : undefined;
}
