import { InputError } from '../errors.ts';
import type { Column, Table } from './table.ts';
import type { UtcDay } from './utcDay.ts';

/** The names that say whose a row is; the first that a table has is taken. */
const TOKEN_COLUMNS = ['ucid', 'symbol'] as const;
/** Columns that are no numbers of the user's. */
const OTHER_COLUMNS: ReadonlySet<string> = new Set([...TOKEN_COLUMNS, 'date']);

/** A user's own numbers of one UTC day: what was known when that day was over. */
export interface UserDay {
  readonly day: UtcDay;
  readonly joinedBy: (typeof TOKEN_COLUMNS)[number];
  /** Token → its place in every column. */
  readonly places: ReadonlyMap<string, number>;
  /** NaN where a number is missing. */
  readonly columns: ReadonlyMap<string, Float64Array>;
}

/**
 * The rows of one day of a user's table.
 *
 * @throws InputError `user_table_invalid` without a token column or numbers, with text among the numbers, with a
 *   row that is of no token, or with a token twice
 */
export function toUserDay(table: Table, day: UtcDay): UserDay {
  const joinedBy = TOKEN_COLUMNS.find((name) => table.columns.has(name));
  if (!joinedBy) throw invalid(`it has neither ucid nor symbol, but ${[...table.columns.keys()].join(', ')}`);
  const tokens = tokensOf(table.columns.get(joinedBy)!, joinedBy);
  const places = new Map(tokens.map((token, row) => [token, row]));
  if (places.size < tokens.length) {
    const twice = tokens.find((token, row) => places.get(token) !== row);
    throw invalid(`${joinedBy} ${twice} occurs more than once on ${day}`);
  }
  return { day, joinedBy, places, columns: numbersOf(table) };
}

function tokensOf(column: Column, name: string): string[] {
  if (column.kind === 'time') throw invalid(`the column "${name}" holds times`);
  // pandas keeps ids as numbers.
  const cells: readonly (string | number | null)[] =
    column.kind === 'text' ? column.values : Array.from(column.values);
  const tokens = cells.map((cell) => (cell === null || Number.isNaN(cell) ? '' : String(cell)));
  const missing = tokens.filter((token) => token === '').length;
  if (missing > 0) throw invalid(`${missing} of ${tokens.length} rows have no ${name}`);
  return tokens;
}

function numbersOf(table: Table): Map<string, Float64Array> {
  const columns = new Map<string, Float64Array>();
  for (const [name, column] of table.columns) {
    if (OTHER_COLUMNS.has(name)) continue;
    if (column.kind === 'number') columns.set(name, column.values);
    else if (column.values.every((value) => value === null)) columns.set(name, noNumbers(table.rows));
    else throw invalid(`the column "${name}" holds ${column.kind}, not numbers`);
  }
  if (columns.size === 0) throw invalid('it has no column of numbers');
  return columns;
}

function noNumbers(rows: number): Float64Array {
  return new Float64Array(rows).fill(Number.NaN);
}

function invalid(message: string): InputError {
  return new InputError('user_table_invalid', `the table cannot be used: ${message}`);
}
