import type { Table } from '../domain/table.ts';
import { sliceTable, stackTables } from '../domain/tableRows.ts';
import { fileKind } from './fileKind.ts';
import { readParquet } from './parquet.ts';
import { parquetFooter } from './parquetFooter.ts';
import { tableFiles } from './tableFiles.ts';
import { unpacked } from './unpacked.ts';

/** Parts of a large file that a sample is made of. The last one, as large as the others together, is the file's end. */
const BLOCKS = 8;

interface Range {
  readonly offset: number;
  readonly limit: number;
}

export interface SampledTable {
  /** Of the whole file. */
  readonly rows: number;
  /** Every column; all rows, or half of them from the end of the file and half in blocks spread evenly before it. */
  readonly sample: Table;
  /** Key-value metadata of a Parquet file; empty for CSV. */
  readonly metadata: ReadonlyMap<string, string>;
}

/**
 * Some rows of a table that may be too large to be held. Of a Parquet file only those rows are decoded.
 *
 * @param most rows of the sample
 * @throws InputError as `tableFiles.readTable`
 */
export async function sampleTable(file: Uint8Array, most: number): Promise<SampledTable> {
  const bytes = await unpacked(file);
  if (fileKind(bytes) !== 'parquet') {
    const table = await tableFiles.readTable(bytes);
    const parts = blocks(table.rows, most).map(({ offset, limit }) =>
      sliceTable(table, { start: offset, end: offset + limit }),
    );
    return { rows: table.rows, sample: stackTables(parts), metadata: new Map() };
  }
  const first = await readParquet(bytes, { range: { offset: 0, limit: most } });
  const { rows, metadata } = await parquetFooter(bytes);
  if (rows <= most) return { rows, sample: first, metadata };
  const parts: Table[] = [];
  for (const range of blocks(rows, most)) parts.push(await readParquet(bytes, { range }));
  return { rows, sample: stackTables(parts), metadata };
}

/** From the first row to the last. */
function blocks(rows: number, most: number): Range[] {
  if (rows <= most) return [{ offset: 0, limit: rows }];
  const last = Math.ceil(most / 2);
  const limit = Math.floor((most - last) / (BLOCKS - 1));
  const end = { offset: rows - last, limit: last };
  return [
    ...Array.from({ length: BLOCKS - 1 }, (_, i) => {
      return { offset: Math.floor((i * (rows - last)) / (BLOCKS - 1)), limit };
    }),
    end,
  ];
}
