import { type Table as ArrowTable, tableFromIPC, tableToIPC } from 'apache-arrow';
import * as wasm from 'parquet-wasm';
import type { Submission } from '../domain/submission.ts';
import { type Column, requireColumns, type Table } from '../domain/table.ts';
import { InputError } from '../errors.ts';
import { fileKind } from './fileKind.ts';
import { type ArrowOptions, toArrow } from './parquetArrow.ts';
import { toColumn } from './parquetColumns.ts';

/** The default, 1024, makes a thousand batches of a training file. */
const BATCH_ROWS = 65_536;
const MAGIC = 'PAR1';
/** Magic, footer length, magic. */
const FRAME_BYTES = 12;
/** The decoder may put half a schema into a message. */
const MESSAGE_CHARACTERS = 200;

export interface ParquetReadOptions {
  /** Only these; all of them must be there and of a type a table can hold. */
  readonly columns?: readonly string[];
  /** Only these rows. */
  readonly range?: { readonly offset: number; readonly limit: number } | undefined;
}

export interface ParquetWriteOptions extends ArrowOptions {
  /** Key-value metadata of the file. */
  readonly metadata?: Readonly<Record<string, string>>;
}

/**
 * A Parquet file as a table. Columns of a type that a table cannot hold (list, struct, map, binary, time of day,
 * duration) are left out, unless they are asked for.
 *
 * What can be parsed is not therefore undamaged: a flipped bit may give a table with a wrong value.
 *
 * @throws InputError `file_empty`, `not_a_table`, `file_damaged`, `missing_column`, `wrong_column_type`,
 *   `duplicate_column`
 */
export async function readParquet(bytes: Uint8Array, options: ParquetReadOptions = {}): Promise<Table> {
  checkFrame(bytes);
  const arrow = orDamaged(() => decode(bytes, options.range));
  const names = arrow.schema.fields.map((field) => field.name);
  refuseRepeated(names);
  requireColumns(names, options.columns ?? []);
  const columns = new Map<string, Column>();
  for (const [i, name] of names.entries()) {
    if (options.columns && !options.columns.includes(name)) continue;
    const column = orDamaged(() => toColumn(arrow.getChildAt(i)!));
    if (column) columns.set(name, column);
    else if (options.columns) throw unusable(name, String(arrow.schema.fields[i]!.type));
  }
  return { rows: arrow.numRows, columns };
}

/**
 * A table as a Parquet file: SNAPPY, columns in the table's order, every column nullable, no pandas index.
 *
 * @throws InputError `ragged_table`
 */
export async function writeParquet(table: Table, options: ParquetWriteOptions = {}): Promise<Uint8Array> {
  const arrow = toArrow(table, options);
  const properties = new wasm.WriterPropertiesBuilder()
    .setCompression(wasm.Compression.SNAPPY)
    .setKeyValueMetadata(new Map(Object.entries(options.metadata ?? {})));
  // Both arguments are consumed: nothing is left to free.
  return wasm.writeParquet(wasm.Table.fromIPCStream(tableToIPC(arrow, 'stream')), properties.build());
}

/** What is uploaded: exactly the columns `symbol` (string) and `signal` (double). */
export async function writeSubmission(submission: Submission): Promise<Uint8Array> {
  const columns = new Map<string, Column>([
    ['symbol', { kind: 'text', values: submission.symbols }],
    ['signal', { kind: 'number', values: submission.values }],
  ]);
  return writeParquet({ rows: submission.symbols.length, columns });
}

/** Refuses what the decoder need not see: the magic at both ends and a footer that fits in between. */
function checkFrame(bytes: Uint8Array): void {
  const kind = fileKind(bytes);
  if (kind === 'empty') throw new InputError('file_empty', 'the file has 0 bytes');
  if (kind !== 'parquet') throw new InputError('not_a_table', `a Parquet file was expected, this is ${kind}`);
  const end = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).subarray(-8);
  if (bytes.length < FRAME_BYTES || end.toString('latin1', 4) !== MAGIC) {
    throw damaged(`it has ${bytes.length} bytes and does not end in ${MAGIC}`);
  }
  const footerBytes = end.readUInt32LE(0);
  if (footerBytes === 0 || footerBytes > bytes.length - FRAME_BYTES) {
    throw damaged(`its footer of ${footerBytes} bytes does not fit into ${bytes.length} bytes`);
  }
}

/**
 * Not through `ParquetFile`, although only that one can read single columns: where the decoder panics, its
 * promise never settles and the error ends the process; `readParquet` throws.
 */
function decode(bytes: Uint8Array, range: ParquetReadOptions['range']): ArrowTable {
  // `intoIPCStream` consumes the table in wasm memory; one that is kept is never freed.
  return tableFromIPC(wasm.readParquet(bytes, { batchSize: BATCH_ROWS, ...range }).intoIPCStream());
}

function refuseRepeated(names: readonly string[]): void {
  const repeated = names.find((name, i) => names.indexOf(name) !== i);
  if (repeated === undefined) return;
  throw new InputError('duplicate_column', `the Parquet file has more than one column "${repeated}"`);
}

/** Whatever the decoder throws, a panic (`RuntimeError: unreachable`) included, means a file it cannot read. */
function orDamaged<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw damaged((error as Error).message.slice(0, MESSAGE_CHARACTERS), error);
  }
}

function damaged(why: string, cause?: unknown): InputError {
  return new InputError('file_damaged', `the Parquet file cannot be read: ${why}`, { cause });
}

function unusable(name: string, type: string): InputError {
  return new InputError(
    'wrong_column_type',
    `the column "${name}" holds ${type}, which has no place in a table`,
  );
}
