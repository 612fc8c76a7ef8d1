import { readCsv } from '../shared/adapters/csv.ts';
import { fileKind } from '../shared/adapters/fileKind.ts';
import { readParquet } from '../shared/adapters/parquet.ts';
import { pandasView } from '../shared/adapters/parquetPandas.ts';
import { tableFiles } from '../shared/adapters/tableFiles.ts';
import type { Column, Table } from '../shared/domain/table.ts';

/**
 * A submission file as Numerai's validator gets it, which is as pandas reads it: in a CSV file types are guessed
 * and cells in front of the named columns are an index; in a Parquet file pandas' own index is no column, and a
 * column of a type that no submission has counts all the same.
 *
 * @throws InputError when pandas could not read it either
 */
export async function readSubmission(bytes: Uint8Array): Promise<Table> {
  switch (fileKind(bytes)) {
    case 'parquet':
      return asPandasSees(await readParquet(bytes), bytes);
    case 'text':
      return readCsv(bytes, { leadingCells: 'index' });
    default:
      return tableFiles.readTable(bytes);
  }
}

function asPandasSees({ rows, columns }: Table, bytes: Uint8Array): Table {
  const { names, index } = pandasView(bytes);
  const unknown: Column = { kind: 'text', values: Array<null>(rows).fill(null) };
  const seen = names.filter((name) => !index.includes(name));
  return { rows, columns: new Map(seen.map((name) => [name, columns.get(name) ?? unknown])) };
}
