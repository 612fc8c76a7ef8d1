import { describe, expect, it } from '@jest/globals';
import { parquetReadObjects } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { readParquet } from '../../shared/adapters/parquet.ts';
import { numberColumn, textColumn } from '../../shared/domain/table.ts';
import { goldenJson, goldenTable, type SpelledColumn, spelled } from '../support/goldenTables.ts';

interface Golden {
  readonly rows: number;
  readonly columns: Record<string, SpelledColumn>;
}

describe('files written by pyarrow, pandas, polars and DuckDB', () => {
  const files = Object.entries(goldenJson<Record<string, Golden>>('parquet.json'));

  it.each(files)(
    'reads every cell of %s, and leaves out what has no place in a table',
    async (file, golden) => {
      const { rows, columns } = await readParquet(goldenTable(file));
      expect({ rows, columns: spelled(columns) }).toEqual(golden);
      expect([...columns.keys()]).toEqual(Object.keys(golden.columns));
    },
  );

  it.each(['none', 'snappy', 'gzip', 'zstd', 'brotli', 'lz4'])(
    'agrees with hyparquet on row groups compressed with %s',
    async (codec) => {
      const bytes = goldenTable(`row-groups-${codec}.parquet`);
      const theirs = await parquetReadObjects({ file: new Uint8Array(bytes).buffer, compressors });
      const ours = await readParquet(bytes);
      expect([...numberColumn(ours, 'value')]).toEqual(theirs.map((row) => row.value ?? Number.NaN));
      expect(textColumn(ours, 'symbol')).toEqual(theirs.map((row) => row.symbol));
    },
  );
});
