import type { Table } from '../domain/table.ts';
import { InputError } from '../errors.ts';
import type { Files } from '../ports.ts';
import { readCsv, submissionCsv } from './csv.ts';
import { fileKind } from './fileKind.ts';
import { readParquet, writeParquet, writeSubmission } from './parquet.ts';
import { unpacked } from './unpacked.ts';

/** Names that hold identities: digits in them are not numbers. */
const TEXT_COLUMNS = ['symbol', 'ucid', 'id', 'date'];

/** Tables in and out, told apart by their first bytes and never by a file name. */
export const tableFiles: Files = {
  readTable,
  writeTable: (table, dateColumns = []) =>
    writeParquet(table, { as: Object.fromEntries(dateColumns.map((name) => [name, 'date'])) }),
  submissionFile: async (submission, format) =>
    format === 'csv' ? submissionCsv(submission) : writeSubmission(submission),
};

/**
 * A Parquet or CSV file, gzipped or not, as a table.
 *
 * @throws InputError `file_empty`, `file_damaged`, `file_too_large`, `not_a_table`, and those of `readParquet`
 *   and `readCsv`
 */
async function readTable(bytes: Uint8Array): Promise<Table> {
  const plain = await unpacked(bytes);
  const kind = fileKind(plain);
  if (kind === 'parquet') return readParquet(plain);
  if (kind === 'text') return readCsv(plain, { text: TEXT_COLUMNS });
  if (kind === 'empty')
    throw new InputError('file_empty', `the file of ${bytes.length} bytes has no content`);
  throw new InputError(
    'not_a_table',
    `the file of ${bytes.length} bytes is ${kind}, neither Parquet nor CSV`,
  );
}
