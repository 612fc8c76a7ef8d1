import { dayAt } from './dayAt.ts';
import type { Column } from './table.ts';

/**
 * The rows of the last `days` different days of a column of dates, in the order of the table. Numbers (such as eras) and
 * text that is no date count as days in their own order; rows without any do not count.
 *
 * @returns undefined when no row has a date
 */
export function newestRows(dates: Column, days: number): number[] | undefined {
  const keys = Array.from({ length: dates.values.length }, (_, row) => dayOf(dates, row));
  const known = [...new Set(keys.filter((key) => key !== undefined))];
  const newest = new Set(known.sort((a, b) => (a < b ? 1 : -1)).slice(0, days));
  if (newest.size === 0) return undefined;
  return keys.flatMap((key, row) => (key !== undefined && newest.has(key) ? row : []));
}

function dayOf(dates: Column, row: number): string | number | undefined {
  const value = dates.values[row];
  if (value === undefined || value === null || Number.isNaN(value)) return undefined;
  return dayAt(dates, row) ?? value;
}
