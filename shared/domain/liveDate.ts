import { InputError } from '../errors.ts';
import type { Column } from './table.ts';
import { type UtcDay, utcDay } from './utcDay.ts';

/** `2026-05-20`, with `T` or a space a time of day, with `Z` or an offset a zone; without a zone it is UTC. */
const ISO = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d)?)(?:[.,]\d+)?)?(Z|[+-]\d\d(?::?\d\d)?)?$/;

/**
 * The one UTC day of a live file's `date` column; undefined when there is no such column.
 *
 * @param column timestamps, dates, or ISO text
 * @throws InputError `live_date_invalid` when a row is unreadable or the rows differ
 */
export function liveDate(column: Column | undefined): UtcDay | undefined {
  if (!column) return undefined;
  if (column.kind === 'number') throw invalid('it holds numbers, neither dates nor ISO text');
  const days = column.kind === 'time' ? Array.from(column.values, utcDay) : column.values.map(isoDay);
  const unreadable = days.filter((day) => day === undefined).length;
  if (unreadable > 0) throw invalid(`${unreadable} of ${days.length} rows cannot be read`);
  const distinct = [...new Set(days)].sort();
  if (distinct.length > 1) {
    throw invalid(`it has ${distinct.length} different days, ${distinct[0]} to ${distinct.at(-1)}`);
  }
  return distinct[0];
}

/** The UTC day of a text in ISO form; undefined for any other text. */
export function isoDay(text: string | null): UtcDay | undefined {
  const [, day, time, zone] = ISO.exec(text ?? '') ?? [];
  if (day === undefined || utcDay(Date.parse(day)) !== day) return undefined;
  if (time === undefined) return zone === undefined ? day : undefined;
  return utcDay(Date.parse(`${day}T${time}${offset(zone ?? 'Z')}`));
}

/** `+0200` and `+02` as `+02:00`, the only form that `Date.parse` promises to read. */
function offset(zone: string): string {
  return zone === 'Z' ? zone : `${zone.slice(0, 3)}:${zone.slice(3).replace(':', '') || '00'}`;
}

function invalid(message: string): InputError {
  return new InputError('live_date_invalid', `the column "date" of the live file is unusable: ${message}`);
}
