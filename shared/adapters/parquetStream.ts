import { tableToIPC } from 'apache-arrow';
import * as wasm from 'parquet-wasm';
import type { Table } from '../domain/table.ts';
import { InputError } from '../errors.ts';
import { toArrow } from './parquetArrow.ts';

export interface ParquetStreamOptions {
  /** Key-value metadata of the file. */
  readonly metadata?: Readonly<Record<string, string>>;
  /** Columns of few different values, such as names: stored as a dictionary. For all others it would only take time. */
  readonly repetitive?: readonly string[];
}

/** A row group is held until it is written; readers take one at a time. */
const ROW_GROUP = 8192;

/**
 * Tables of the same columns as one Parquet file, row group by row group: SNAPPY, every column nullable, NaN as null. No
 * more is held than a table and a row group.
 *
 * @param parts tables with at least one row; an error on the way ends the file's bytes, too
 * @returns the bytes of the file, in their order
 * @throws InputError `ragged_table`; what `parts` throws
 */
export async function* parquetStream(
  parts: AsyncIterable<Table>,
  { metadata = {}, repetitive = [] }: ParquetStreamOptions = {},
): AsyncGenerator<Uint8Array, void, undefined> {
  const source = batchSource(parts);
  try {
    const written = await wasm.transformParquetStream(source.batches, propertiesOf(metadata, repetitive));
    yield* written as AsyncIterable<Uint8Array>;
  } catch (error) {
    // Whatever the writer makes of a stream that ended early, this is why.
    throw source.failure()?.error ?? error;
  }
  const failure = source.failure();
  if (failure) throw failure.error;
}

/**
 * One batch at a time, when it is asked for. The writer never answers after a stream that fails, or a batch of other
 * columns than the first: it sees the end instead.
 */
function batchSource(parts: AsyncIterable<Table>) {
  const iterator = parts[Symbol.asyncIterator]();
  let columns: string | undefined;
  let failure: { readonly error: unknown } | undefined;
  const pull = async (controller: ReadableStreamDefaultController<wasm.RecordBatch>) => {
    try {
      const next = await iterator.next();
      if (next.done) return controller.close();
      const named = namesAndKinds(next.value);
      columns ??= named;
      if (named !== columns)
        throw new InputError('ragged_table', `parts of a file differ: ${named}; ${columns}`);
      controller.enqueue(toBatch(next.value));
    } catch (error) {
      failure = { error };
      controller.close();
    }
  };
  return { batches: new ReadableStream({ pull }, { highWaterMark: 0 }), failure: () => failure };
}

function namesAndKinds({ columns }: Table): string {
  return [...columns].map(([name, { kind }]) => `${name} ${kind}`).join(', ');
}

function toBatch(part: Table): wasm.RecordBatch {
  const table = wasm.Table.fromIPCStream(tableToIPC(toArrow(part, {}), 'stream'));
  const [batch] = table.recordBatches();
  table.free();
  return batch!;
}

function propertiesOf(
  metadata: Readonly<Record<string, string>>,
  repetitive: readonly string[],
): wasm.WriterProperties {
  const plain = new wasm.WriterPropertiesBuilder()
    .setCompression(wasm.Compression.SNAPPY)
    .setDictionaryEnabled(false)
    .setMaxRowGroupSize(ROW_GROUP)
    .setKeyValueMetadata(new Map(Object.entries(metadata)));
  return repetitive.reduce((builder, name) => builder.setColumnDictionaryEnabled(name, true), plain).build();
}
