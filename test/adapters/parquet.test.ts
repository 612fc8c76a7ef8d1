import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parquetMetadata, parquetReadObjects, parquetSchema } from 'hyparquet';
import {
  type ParquetWriteOptions,
  readParquet,
  writeParquet,
  writeSubmission,
} from '../../shared/adapters/parquet.ts';
import { type Column, numberColumn, type Table, textColumn, timeColumn } from '../../shared/domain/table.ts';
import { goldenTable, spelled } from '../support/goldenTables.ts';

const text = (...values: (string | null)[]): Column => ({ kind: 'text', values });
const number = (...values: number[]): Column => ({ kind: 'number', values: Float64Array.from(values) });
const time = (...values: number[]): Column => ({ kind: 'time', values: Float64Array.from(values) });

function table(columns: Record<string, Column>): Table {
  const [first] = Object.values(columns);
  return { rows: first?.values.length ?? 0, columns: new Map(Object.entries(columns)) };
}

async function hyparquet(bytes: Uint8Array): Promise<Record<string, unknown>[]> {
  return parquetReadObjects({ file: new Uint8Array(bytes).buffer });
}

describe('writeParquet, read by hyparquet', () => {
  it('writes text, numbers and times, with null for what is missing', async () => {
    const bytes = await writeParquet(
      table({
        symbol: text('XAUt', null, '币安人生'),
        x: number(0.1, Number.NaN, -Infinity),
        at: time(Date.UTC(2026, 4, 20), Number.NaN, 1),
      }),
    );
    expect(await hyparquet(bytes)).toEqual([
      { symbol: 'XAUt', x: 0.1, at: new Date('2026-05-20T00:00:00Z') },
      { symbol: null, x: null, at: null },
      { symbol: '币安人生', x: -Infinity, at: new Date(1) },
    ]);
  });

  it('keeps NaN apart from null when asked to', async () => {
    const bytes = await writeParquet(table({ x: number(Number.NaN, -0) }), { keepNaN: true });
    const [first, second] = await hyparquet(bytes);
    expect(first).toEqual({ x: Number.NaN });
    expect(Object.is(second?.x, -0)).toBe(true);
  });

  it.each<[NonNullable<ParquetWriteOptions['as']>[string], unknown]>([
    [
      'timestamp-ms',
      { type: 'INT64', logical: { type: 'TIMESTAMP', isAdjustedToUTC: false, unit: 'MILLIS' } },
    ],
    [
      'timestamp-us',
      { type: 'INT64', logical: { type: 'TIMESTAMP', isAdjustedToUTC: false, unit: 'MICROS' } },
    ],
    [
      'timestamp-ns',
      { type: 'INT64', logical: { type: 'TIMESTAMP', isAdjustedToUTC: false, unit: 'NANOS' } },
    ],
    ['date', { type: 'INT32', logical: { type: 'DATE' } }],
  ])('stores a time as %s without changing the day', async (as, stored) => {
    const day = Date.UTC(2026, 4, 20);
    const bytes = await writeParquet(table({ date: time(day, Number.NaN, -86_400_000) }), {
      as: { date: as },
    });
    const [leaf] = parquetSchema(parquetMetadata(new Uint8Array(bytes).buffer)).children;
    expect({ type: leaf?.element.type, logical: leaf?.element.logical_type }).toEqual(stored);
    expect(await hyparquet(bytes)).toEqual([
      { date: new Date(day) },
      { date: null },
      { date: new Date(-86_400_000) },
    ]);
    expect([...timeColumn(await readParquet(bytes), 'date')]).toEqual([day, Number.NaN, -86_400_000]);
  });

  it('keeps the microseconds of a time before 1970', async () => {
    const bytes = await writeParquet(table({ at: time(-0.25, 1.5) }), { as: { at: 'timestamp-us' } });
    expect([...timeColumn(await readParquet(bytes), 'at')]).toEqual([-0.25, 1.5]);
  });

  it('stores a float in four bytes', async () => {
    const bytes = await writeParquet(table({ x: number(0.1, Number.NaN) }), { as: { x: 'float' } });
    expect(parquetMetadata(new Uint8Array(bytes).buffer).schema[1]).toMatchObject({
      type: 'FLOAT',
      repetition_type: 'OPTIONAL',
    });
    expect([...numberColumn(await readParquet(bytes), 'x')]).toEqual([Math.fround(0.1), Number.NaN]);
  });

  it('keeps the order of columns even where names are numbers', async () => {
    const bytes = await writeParquet({
      rows: 1,
      columns: new Map([
        ['b', number(1)],
        ['0', number(2)],
        ['a.b', number(3)],
      ]),
    });
    expect([...(await readParquet(bytes)).columns.keys()]).toEqual(['b', '0', 'a.b']);
  });

  it('writes columns that share or overlap in memory', async () => {
    const memory = Float64Array.from({ length: 48 }, (_, i) => i);
    const part = (from: number): Column => ({ kind: 'number', values: memory.subarray(from, from + 32) });
    const bytes = await writeParquet(table({ a: part(0), b: part(0), c: part(16) }));
    const expected = Array.from({ length: 32 }, (_, i) => ({ a: i, b: i, c: i + 16 }));
    expect(await hyparquet(bytes)).toEqual(expected);
  });

  it('refuses columns of different lengths', async () => {
    await expect(writeParquet(table({ a: number(1, 2), b: number(1) }))).rejects.toMatchObject({
      code: 'ragged_table',
      message: 'column "b" has 1 values, the table 2 rows',
    });
  });
});

describe('writeSubmission', () => {
  it('has exactly the columns symbol (string) and signal (double), and no pandas index', async () => {
    const bytes = await writeSubmission({
      symbols: ['BTC', '1INCH', 'NA'],
      values: Float64Array.of(1 / 6, 0.5, 5 / 6),
    });
    const { schema, row_groups } = parquetMetadata(new Uint8Array(bytes).buffer);
    expect(schema.slice(1).map(({ name, type, converted_type }) => [name, type, converted_type])).toEqual([
      ['symbol', 'BYTE_ARRAY', 'UTF8'],
      ['signal', 'DOUBLE', undefined],
    ]);
    expect(row_groups[0]?.columns.map((column) => column.meta_data?.codec)).toEqual(['SNAPPY', 'SNAPPY']);
    expect(await hyparquet(bytes)).toEqual([
      { symbol: 'BTC', signal: 1 / 6 },
      { symbol: '1INCH', signal: 0.5 },
      { symbol: 'NA', signal: 5 / 6 },
    ]);
  });
});

describe('readParquet', () => {
  it('reads only the columns asked for, in file order', async () => {
    const { rows, columns } = await readParquet(goldenTable('pandas-index.parquet'), {
      columns: ['symbol', 'ucid'],
    });
    expect([rows, [...columns.keys()]]).toEqual([2, ['ucid', 'symbol']]);
  });

  it('names the columns there are when one is missing', async () => {
    await expect(
      readParquet(goldenTable('pandas-index.parquet'), { columns: ['Symbol'] }),
    ).rejects.toMatchObject({
      code: 'missing_column',
      message: 'the table has no column "Symbol"; its columns are: ucid, x, symbol',
    });
  });

  it('refuses a list column only when it is asked for', async () => {
    await expect(readParquet(goldenTable('polars.parquet'), { columns: ['list'] })).rejects.toMatchObject({
      code: 'wrong_column_type',
      message: expect.stringContaining('"list" holds LargeList'),
    });
  });

  it('refuses two columns of one name, because one of them would be lost', async () => {
    await expect(readParquet(goldenTable('same-name-twice.parquet'))).rejects.toMatchObject({
      code: 'duplicate_column',
    });
  });

  it('reads a view into a larger buffer', async () => {
    const bytes = goldenTable('pandas-index.parquet');
    const padded = new Uint8Array(bytes.length + 20);
    padded.set(bytes, 7);
    expect((await readParquet(padded.subarray(7, 7 + bytes.length))).rows).toBe(2);
  });

  it('reads many batches and row groups as one column', async () => {
    const rows = 150_001;
    const values = Float64Array.from({ length: rows }, (_, i) => (i % 3 === 0 ? Number.NaN : i));
    const symbols = Array.from({ length: rows }, (_, i) => (i % 5 === 0 ? null : `T${i % 7}`));
    const read = await readParquet(
      await writeParquet(table({ symbol: { kind: 'text', values: symbols }, x: { kind: 'number', values } })),
    );
    expect(Buffer.from(numberColumn(read, 'x').buffer).equals(Buffer.from(values.buffer))).toBe(true);
    expect(textColumn(read, 'symbol').join()).toBe(symbols.join());
  });

  it('gives back what was written, whatever the symbols and values are', async () => {
    const row = fc.tuple(
      fc.option(fc.string({ unit: 'binary' })),
      fc.double(),
      fc.integer({ min: -8.64e15, max: 8.64e15 }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 40 }), async (rows) => {
        const written = table({
          symbol: text(...rows.map(([symbol]) => symbol)),
          x: number(...rows.map(([, x]) => x)),
          at: time(...rows.map(([, , at]) => at)),
        });
        const read = await readParquet(await writeParquet(written));
        expect(spelled(read.columns)).toEqual(spelled(written.columns));
        expect(read.rows).toBe(rows.length);
      }),
    );
  });
});
