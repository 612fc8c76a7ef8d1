import { type Column, numberColumn, type Table, textColumn, timeColumn } from '../domain/table.ts';
import { FIELDS } from './bar.ts';
import { FIELD_COLUMNS } from './barTable.ts';
import type { Correction } from './correction.ts';

const FIELD_OF = new Map(FIELDS.map((field) => [FIELD_COLUMNS[field], field]));

/** corrections.parquet: one row a number, in the order they were seen; `field` is the column of bars.parquet. */
export function correctionsToTable(corrections: readonly Correction[]): Table {
  const text = (read: (one: Correction) => string): Column => ({
    kind: 'text',
    values: corrections.map(read),
  });
  const numbers = (kind: 'number' | 'time', read: (one: Correction) => number): Column => ({
    kind,
    values: Float64Array.from(corrections, read),
  });
  const columns = new Map<string, Column>([
    ['ucid', text(({ ucid }) => ucid)],
    ['symbol', text(({ symbol }) => symbol)],
    ['source', text(({ source }) => source)],
    ['field', text(({ field }) => FIELD_COLUMNS[field])],
    ['was', numbers('number', ({ was }) => was)],
    ['now', numbers('number', ({ now }) => now)],
    ['seen_at', numbers('time', ({ seenAt }) => seenAt.getTime())],
    ['applied_at', numbers('time', ({ appliedAt }) => appliedAt?.getTime() ?? Number.NaN)],
  ]);
  return { rows: corrections.length, columns };
}

/**
 * The corrections of a table; rows of a field this version does not know are left out.
 *
 * @throws InputError `missing_column`, `wrong_column_type`
 */
export function tableToCorrections(table: Table): Correction[] {
  const [ucids, symbols, sources, fields] = ['ucid', 'symbol', 'source', 'field'].map((name) =>
    textColumn(table, name),
  );
  const [was, now] = [numberColumn(table, 'was'), numberColumn(table, 'now')];
  const [seenAt, appliedAt] = [timeColumn(table, 'seen_at'), timeColumn(table, 'applied_at')];
  return Array.from({ length: table.rows }).flatMap((_, i) => {
    const field = FIELD_OF.get(fields![i] ?? '');
    if (!field) return [];
    const applied = appliedAt[i]!;
    return {
      ucid: ucids![i] ?? '',
      symbol: symbols![i] ?? '',
      source: sources![i] ?? '',
      field,
      was: was[i]!,
      now: now[i]!,
      seenAt: new Date(seenAt[i]!),
      appliedAt: Number.isNaN(applied) ? undefined : new Date(applied),
    };
  });
}
