import type { Submission } from '../domain/submission.ts';
import type { Column, Table } from '../domain/table.ts';
import { InputError } from '../errors.ts';
import { isMissing, textCells, typedCells } from './csvCells.ts';
import { columnNames } from './csvHeader.ts';
import { csvRecords } from './csvRecords.ts';

const DAY_MS = 86_400_000;

export interface CsvReadOptions {
  /** Columns that stay text even when all their cells are numbers, such as ids. */
  readonly text?: readonly string[];
  /**
   * Data rows with more cells than the header has names. pandas takes the cells in front as an unnamed index and
   * goes on; unless its verdict is wanted, that shifts every column, so the default is to refuse.
   */
  readonly leadingCells?: 'refuse' | 'index';
}

/**
 * CSV text as `pandas.read_csv` reads it with its defaults: UTF-8 with or without byte-order mark, any line end,
 * blank lines skipped, quotes, its words for missing, missing cells at the end of a short row. Unlike pandas,
 * decimals are read exactly.
 *
 * @returns number columns where every cell is a number or missing (NaN), otherwise text (null)
 * @throws InputError `file_empty`, `csv_encoding`, `not_a_table`, `csv_malformed`
 */
export function readCsv(bytes: Uint8Array, options: CsvReadOptions = {}): Table {
  const [header, ...records] = csvRecords(bytes);
  if (!header) throw new InputError('file_empty', `the CSV file has ${bytes.length} bytes and no line`);
  const first = firstCell(header, records, options.leadingCells ?? 'refuse');
  const columns = columnNames(header).map((name, at): [string, Column] => {
    const cells = records.map((record) => record[first + at] ?? '');
    return [name, options.text?.includes(name) ? textCells(cells) : typedCells(cells)];
  });
  return { rows: records.length, columns: new Map(columns) };
}

/**
 * A table as UTF-8 CSV with LF ends. Numbers are the shortest decimals that read back to the same double, with
 * `NaN`, `Infinity`, `-Infinity` and `-0` as they are; missing text and times are empty; times are ISO in UTC.
 *
 * Text that reads as a number or as missing comes back as such from a reader that guesses types.
 */
export function writeCsv(table: Table): Uint8Array {
  const cells = [...table.columns.values()].map(cellWriter);
  const header = line([...table.columns.keys()].map(quoted));
  const rows = Array.from({ length: table.rows }, (_, row) => line(cells.map((cell) => cell(row))));
  return new TextEncoder().encode(header + rows.join(''));
}

/**
 * What is uploaded as CSV: header `symbol,signal`, then one row a symbol.
 *
 * @throws InputError `symbol_not_for_csv` for a symbol that pandas would read as missing
 */
export function submissionCsv(submission: Submission): Uint8Array {
  const unfit = submission.symbols.filter(isMissing);
  if (unfit.length > 0) {
    const named = unfit.map((symbol) => `"${symbol}"`).join(', ');
    throw new InputError('symbol_not_for_csv', `${unfit.length} symbols read as missing in a CSV: ${named}`);
  }
  const columns = new Map<string, Column>([
    ['symbol', { kind: 'text', values: submission.symbols }],
    ['signal', { kind: 'number', values: submission.values }],
  ]);
  return writeCsv({ rows: submission.symbols.length, columns });
}

/** Where the named cells of a data row begin: after an index that only the data rows have. */
function firstCell(header: readonly string[], records: string[][], leading: 'refuse' | 'index'): number {
  const first = leading === 'index' ? Math.max(0, (records[0]?.length ?? 0) - header.length) : 0;
  const wide = records.findIndex((record) => record.length > first + header.length);
  if (wide < 0) return first;
  const cells = records[wide]!.length;
  throw new InputError(
    'csv_malformed',
    `the CSV file cannot be read: data row ${wide + 1} has ${cells} cells, the header ${header.length}`,
  );
}

/** A record that is one empty cell must be quoted, or it is a blank line. */
function line(cells: readonly string[]): string {
  return `${cells.length === 1 && cells[0] === '' ? '""' : cells.join(',')}\n`;
}

function cellWriter(column: Column): (row: number) => string {
  const { values } = column;
  if (column.kind === 'text') return (row) => quoted(column.values[row] ?? '');
  if (column.kind === 'number') return (row) => decimal(column.values[row]!);
  const iso = column.values.every((ms) => Number.isNaN(ms) || ms % DAY_MS === 0) ? 10 : 24;
  return (row) => isoTime(Number(values[row]), iso);
}

function quoted(text: string): string {
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function decimal(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}

function isoTime(ms: number, characters: number): string {
  return Number.isNaN(ms) ? '' : new Date(ms).toISOString().slice(0, characters);
}
