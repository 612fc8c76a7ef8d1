import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { writeCsv } from '../../shared/adapters/csv.ts';
import { writeParquet } from '../../shared/adapters/parquet.ts';
import { sampleTable } from '../../shared/adapters/sampleTable.ts';
import { type Column, numberColumn, type Table, textColumn } from '../../shared/domain/table.ts';

const ROWS = 10_000;
const table: Table = {
  rows: ROWS,
  columns: new Map<string, Column>([
    ['symbol', { kind: 'text', values: Array.from({ length: ROWS }, (_, row) => `T${row}`) }],
    ['x', { kind: 'number', values: Float64Array.from({ length: ROWS }, (_, row) => row) }],
  ]),
};
const files = [
  ['Parquet', () => writeParquet(table, { metadata: { key: 'value' } }), new Map([['key', 'value']])],
  ['CSV', async () => writeCsv(table), new Map()],
  ['packed CSV', async () => gzipSync(writeCsv(table)), new Map()],
] as const;

describe.each(files)('sampleTable of %s', (_, write, metadata) => {
  it('takes half of the rows from the end, and seven blocks of what is before, of every column', async () => {
    const found = await sampleTable(await write(), 112);
    const x = [...numberColumn(found.sample, 'x')];
    expect(found.rows).toBe(ROWS);
    expect(found.sample.rows).toBe(112);
    expect([x[0], x[7], x[111]]).toEqual([0, 7, ROWS - 1]);
    const starts = x.filter((value, at) => at > 0 && value !== x[at - 1]! + 1);
    expect(starts).toEqual([1420, 2841, 4261, 5682, 7102, 8523, 9944]);
    expect(textColumn(found.sample, 'symbol')).toEqual(x.map((row) => `T${row}`));
    expect(found.metadata.get('key')).toBe(metadata.get('key'));
  });

  it.each([1, 13, 15, ROWS - 1])('never takes a row twice (%s of them)', async (most) => {
    const x = [...numberColumn((await sampleTable(await write(), most)).sample, 'x')];
    expect(x.length).toBeLessThanOrEqual(most);
    expect(x).toEqual([...new Set(x)].sort((a, b) => a - b));
  });

  it('takes all rows of a table that is no larger than wanted', async () => {
    const found = await sampleTable(await write(), ROWS);
    expect(numberColumn(found.sample, 'x')).toEqual(numberColumn(table, 'x'));
  });
});

describe('sampleTable', () => {
  it('refuses a damaged Parquet file as reading it whole does', async () => {
    const bytes = await writeParquet(table);
    await expect(sampleTable(bytes.subarray(0, 5000), 80)).rejects.toMatchObject({ code: 'file_damaged' });
  });
});
