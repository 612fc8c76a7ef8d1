import { InputError } from '../errors.ts';
import { dayAt } from './dayAt.ts';
import type { Column, Table } from './table.ts';
import { pickRows } from './tableRows.ts';
import type { UtcDay } from './utcDay.ts';

/**
 * A user's table as one table a day, oldest first, without the column `date`.
 *
 * @param given the day of all rows, for a table without a column `date`
 * @throws InputError `user_table_invalid` when a row has no day, or the table and the caller both give one
 */
export function splitByDay(table: Table, given: UtcDay | undefined): [UtcDay, Table][] {
  const rest = new Map([...table.columns].filter(([name]) => name !== 'date'));
  if (table.rows === 0) throw invalid('it has no rows');
  const dates = table.columns.get('date');
  if (!dates) {
    if (given === undefined) throw invalid('it has no column "date", and no day was given');
    return [[given, { rows: table.rows, columns: rest }]];
  }
  if (given !== undefined) throw invalid('it has a column "date", and a day was given as well');
  const rows = rowsByDay(dates);
  return [...rows.keys()].sort().map((day) => [day, pick(rest, rows.get(day)!)]);
}

function rowsByDay(dates: Column): Map<UtcDay, number[]> {
  const days = new Map<UtcDay, number[]>();
  for (let row = 0; row < dates.values.length; row++) {
    const day = dayAt(dates, row);
    if (day === undefined) throw invalid(`row ${row + 1} has no readable date`);
    const rows = days.get(day);
    if (rows) rows.push(row);
    else days.set(day, [row]);
  }
  return days;
}

function pick(columns: ReadonlyMap<string, Column>, rows: readonly number[]): Table {
  const picked = [...columns].map(([name, column]): [string, Column] => [name, pickRows(column, rows)]);
  return { rows: rows.length, columns: new Map(picked) };
}

function invalid(message: string): InputError {
  return new InputError('user_table_invalid', `the table cannot be used: ${message}`);
}
