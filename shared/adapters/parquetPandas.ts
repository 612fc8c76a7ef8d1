import { tableFromIPC } from 'apache-arrow';
import * as wasm from 'parquet-wasm';
import * as z from 'zod';

/** An index that is stored as a column is given by its name, a plain range by an object. */
const PandasMetadata = z.object({ index_columns: z.array(z.unknown()) });

export interface PandasView {
  /** Every column of the file, whatever its type, in file order. */
  readonly names: readonly string[];
  /** Those that pandas takes as the index of the frame and not as columns. */
  readonly index: readonly string[];
}

/**
 * How `pandas.read_parquet` would divide a Parquet file, from what pandas itself wrote into it.
 *
 * @param bytes of a file that `readParquet` has read
 */
export function pandasView(bytes: Uint8Array): PandasView {
  const { schema } = tableFromIPC(wasm.readSchema(bytes).intoIPCStream());
  const names = schema.fields.map(({ name }) => name);
  return { names, index: indexIn(schema.metadata.get('pandas')).filter((name) => names.includes(name)) };
}

function indexIn(metadata: string | undefined): string[] {
  if (metadata === undefined) return [];
  try {
    const { index_columns } = PandasMetadata.parse(JSON.parse(metadata));
    return index_columns.filter((name) => typeof name === 'string');
  } catch {
    return [];
  }
}
