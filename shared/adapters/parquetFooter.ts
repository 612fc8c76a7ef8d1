import * as wasm from 'parquet-wasm';

export interface ParquetFooter {
  readonly rows: number;
  readonly metadata: ReadonlyMap<string, string>;
}

/**
 * What a Parquet file says of itself.
 *
 * @param bytes of a file that `readParquet` has read, if only in part: on a damaged footer the decoder may never answer
 */
export async function parquetFooter(bytes: Uint8Array): Promise<ParquetFooter> {
  const file = await wasm.ParquetFile.fromFile(new Blob([bytes]));
  const footer = file.metadata().fileMetadata();
  const found = { rows: footer.numRows(), metadata: footer.keyValueMetadata() };
  file.free();
  return found;
}
