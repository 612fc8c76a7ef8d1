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
  it('takes 8 blocks from the first row to the last, of every column', async () => {
    const found = await sampleTable(await write(), 80);
    const x = [...numberColumn(found.sample, 'x')];
    expect(found.rows).toBe(ROWS);
    expect(found.sample.rows).toBe(80);
    expect([x[0], x[9], x[79]]).toEqual([0, 9, ROWS - 1]);
    const starts = x.filter((value, at) => at > 0 && value !== x[at - 1]! + 1);
    expect(starts).toEqual([1427, 2854, 4281, 5709, 7136, 8563, 9990]);
    expect(textColumn(found.sample, 'symbol')).toEqual(x.map((row) => `T${row}`));
    expect(found.metadata.get('key')).toBe(metadata.get('key'));
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
