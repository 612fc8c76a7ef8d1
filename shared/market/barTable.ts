import { type Column, numberColumn, type Table, textColumn, timeColumn } from '../domain/table.ts';
import { type Bar, FIELDS, type Field } from './bar.ts';
import { byText } from './byText.ts';

/** Field of a bar → its column in every Parquet file of the market store. */
export const FIELD_COLUMNS: Readonly<Record<Field, string>> = {
  open: 'open',
  high: 'high',
  low: 'low',
  close: 'close',
  volumeUsd: 'volume_usd',
  marketCapUsd: 'market_cap_usd',
};

/**
 * Bars of one day as the table that bars.parquet holds: ucid, symbol, the six numbers, source, collected_at; sorted by
 * ucid and source as text, so that equal bars make equal files.
 */
export function barsToTable(bars: readonly Bar[]): Table {
  const sorted = [...bars].sort((a, b) => byText(a.ucid, b.ucid) || byText(a.source, b.source));
  const text = (read: (bar: Bar) => string): Column => ({ kind: 'text', values: sorted.map(read) });
  const numbers = (read: (bar: Bar) => number) => Float64Array.from(sorted, read);
  const columns = new Map<string, Column>([
    ['ucid', text(({ ucid }) => ucid)],
    ['symbol', text(({ symbol }) => symbol)],
    ...FIELDS.map((field): [string, Column] => [
      FIELD_COLUMNS[field],
      { kind: 'number', values: numbers((bar) => bar[field]) },
    ]),
    ['source', text(({ source }) => source)],
    ['collected_at', { kind: 'time', values: numbers(({ collectedAt }) => collectedAt.getTime()) }],
  ]);
  return { rows: sorted.length, columns };
}

/**
 * The bars of a table that `barsToTable` made, or another program in the same layout. Null is NaN.
 *
 * @throws InputError `missing_column`, `wrong_column_type`
 */
export function tableToBars(table: Table): Bar[] {
  const [ucids, symbols, sources] = ['ucid', 'symbol', 'source'].map((name) => textColumn(table, name));
  const [open, high, low, close, volumeUsd, marketCapUsd] = FIELDS.map((field) =>
    numberColumn(table, FIELD_COLUMNS[field]),
  );
  const collectedAt = timeColumn(table, 'collected_at');
  return Array.from({ length: table.rows }, (_, i) => ({
    ucid: ucids![i] ?? '',
    symbol: symbols![i] ?? '',
    open: open![i]!,
    high: high![i]!,
    low: low![i]!,
    close: close![i]!,
    volumeUsd: volumeUsd![i]!,
    marketCapUsd: marketCapUsd![i]!,
    source: sources![i] ?? '',
    collectedAt: new Date(collectedAt[i]!),
  }));
}
