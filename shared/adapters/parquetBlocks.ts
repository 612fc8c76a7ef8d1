import type { Table } from '../domain/table.ts';
import { readParquet } from './parquet.ts';
import { parquetFooter } from './parquetFooter.ts';

/**
 * A Parquet file's rows in their order, so many at a time: a table that need not be held whole.
 *
 * @throws InputError as `readParquet`
 */
export async function* parquetBlocks(
  bytes: Uint8Array,
  rowsPerBlock: number,
): AsyncGenerator<Table, void, undefined> {
  const block = (offset: number) => readParquet(bytes, { range: { offset, limit: rowsPerBlock } });
  const first = await block(0);
  // Only now: the footer of a damaged file must not be asked for.
  const { rows } = await parquetFooter(bytes);
  if (rows > 0) yield first;
  for (let offset = rowsPerBlock; offset < rows; offset += rowsPerBlock) yield await block(offset);
}
