import { InputError } from '../errors.ts';

/** A column of a table, missing values included. */
export type Column =
  | { readonly kind: 'text'; readonly values: readonly (string | null)[] }
  /** Any number or boolean; null and NaN are both NaN. */
  | { readonly kind: 'number'; readonly values: Float64Array }
  /** A timestamp or date as epoch milliseconds UTC (a value without zone is taken as UTC); null is NaN. */
  | { readonly kind: 'time'; readonly values: Float64Array };

/** A table held by column, columns in file order. Read it by column name, never by position. */
export interface Table {
  readonly rows: number;
  readonly columns: ReadonlyMap<string, Column>;
}

/** So many are listed when one is missing. */
const LISTED = 30;

/**
 * A text column by name, null where missing.
 *
 * @throws InputError `missing_column` with the names there are, `wrong_column_type`
 */
export function textColumn(table: Table, name: string): readonly (string | null)[] {
  const column = columnOf(table, name);
  if (column.kind !== 'text') throw wrongType(name, column, 'text');
  return column.values;
}

/**
 * A number column by name, NaN where missing.
 *
 * @throws InputError `missing_column` with the names there are, `wrong_column_type`
 */
export function numberColumn(table: Table, name: string): Float64Array {
  const column = columnOf(table, name);
  if (column.kind !== 'number') throw wrongType(name, column, 'number');
  return column.values;
}

/**
 * A time column by name in epoch milliseconds UTC, NaN where missing.
 *
 * @throws InputError `missing_column` with the names there are, `wrong_column_type`
 */
export function timeColumn(table: Table, name: string): Float64Array {
  const column = columnOf(table, name);
  if (column.kind !== 'time') throw wrongType(name, column, 'time');
  return column.values;
}

/** @throws InputError `missing_column` when `names` lacks any of `wanted` */
export function requireColumns(names: readonly string[], wanted: readonly string[]): void {
  const missing = wanted.filter((name) => !names.includes(name));
  if (missing.length === 0) return;
  const more = names.length > LISTED ? ` and ${names.length - LISTED} more` : '';
  const present = names.length === 0 ? 'none' : `${names.slice(0, LISTED).join(', ')}${more}`;
  const lacks = missing.map((name) => `"${name}"`).join(', ');
  throw new InputError('missing_column', `the table has no column ${lacks}; its columns are: ${present}`);
}

function columnOf(table: Table, name: string): Column {
  requireColumns([...table.columns.keys()], [name]);
  return table.columns.get(name)!;
}

function wrongType(name: string, column: Column, wanted: Column['kind']): InputError {
  return new InputError('wrong_column_type', `the column "${name}" holds ${column.kind}, not ${wanted}`);
}
