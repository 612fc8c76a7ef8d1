import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { Table } from '../domain/table.ts';
import { InputError } from '../errors.ts';
import type { Files } from '../ports.ts';
import { readCsv, submissionCsv } from './csv.ts';
import { fileKind } from './fileKind.ts';
import { readParquet, writeSubmission } from './parquet.ts';

/** A file of a few kilobytes can unpack to more than the memory there is. */
const UNPACKED_BYTES = 256 * 2 ** 20;
/** Names that hold identities: digits in them are not numbers. */
const TEXT_COLUMNS = ['symbol', 'ucid', 'id', 'date'];

/** Tables in and out, told apart by their first bytes and never by a file name. */
export const tableFiles: Files = {
  readTable,
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
  const plain = fileKind(bytes) === 'gzip' ? await unpack(bytes) : bytes;
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

async function unpack(bytes: Uint8Array): Promise<Uint8Array> {
  try {
    return await promisify(gunzip)(bytes, { maxOutputLength: UNPACKED_BYTES });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') {
      const message = `the file of ${bytes.length} bytes unpacks to more than ${UNPACKED_BYTES} bytes`;
      throw new InputError('file_too_large', message);
    }
    const message = `the gzip file of ${bytes.length} bytes is broken: ${(error as Error).message}`;
    throw new InputError('file_damaged', message, { cause: error });
  }
}
