import { describe, expect, it } from '@jest/globals';
import { parquetMetadataAsync, parquetReadObjects } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { writeParquet } from '../../shared/adapters/parquet.ts';
import { parquetBlocks } from '../../shared/adapters/parquetBlocks.ts';
import { parquetStream } from '../../shared/adapters/parquetStream.ts';
import type { Table } from '../../shared/domain/table.ts';
import { stackTables } from '../../shared/domain/tableRows.ts';
import { columnTable } from '../support/columnTable.ts';

const part = (from: number, rows: number): Table => {
  const numbers = Array.from({ length: rows }, (_, i) => from + i);
  return columnTable({
    date: numbers.map((n) => new Date(86_400_000 * Math.floor(n / 10))),
    symbol: numbers.map((n) => (n % 7 === 0 ? null : n % 5 === 0 ? '币安人生' : `T${n % 5}`)),
    x: numbers.map((n) => (n % 3 === 0 ? null : Math.sin(n) * 10 ** ((n % 40) - 20))),
  });
};

async function* given(...parts: Table[]): AsyncGenerator<Table> {
  yield* parts;
}

async function whole(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const all: Uint8Array[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return new Uint8Array(Buffer.concat(all));
}

async function taken(blocks: AsyncIterable<Table>): Promise<Table[]> {
  const all: Table[] = [];
  for await (const block of blocks) all.push(block);
  return all;
}

describe('parquetStream', () => {
  it('writes parts that another reader takes for one table, with metadata, in row groups', async () => {
    const parts = [part(0, 9000), part(9000, 2), part(9002, 11_999)];
    const bytes = await whole(
      parquetStream(given(...parts), { metadata: { k: 'v' }, repetitive: ['symbol'] }),
    );
    const file = bytes.buffer as ArrayBuffer;
    const rows = await parquetReadObjects({ file, compressors });
    const { columns } = stackTables(parts);
    expect(rows.map(({ x }) => x ?? Number.NaN)).toEqual([...columns.get('x')!.values]);
    expect(rows.map(({ symbol }) => symbol ?? null)).toEqual(columns.get('symbol')!.values);
    expect(rows.map(({ date }) => Number(date))).toEqual([...columns.get('date')!.values]);
    const metadata = await parquetMetadataAsync(file);
    expect(metadata.key_value_metadata).toContainEqual({ key: 'k', value: 'v' });
    expect(metadata.row_groups.map(({ num_rows }) => Number(num_rows))).toEqual([8192, 8192, 4617]);
    const [{ columns: chunks }] = metadata.row_groups as [(typeof metadata.row_groups)[0]];
    const isDictionary = chunks.map(({ meta_data }) => meta_data!.encodings.includes('RLE_DICTIONARY'));
    expect(isDictionary).toEqual([false, true, false]);
  });

  it('ends with the error of a part that could not be made, at whatever place', async () => {
    for (const made of [0, 1, 3]) {
      async function* broken(): AsyncGenerator<Table> {
        for (let i = 0; i < made; i++) yield part(i * 9000, 9000);
        throw new RangeError('no more');
      }
      await expect(whole(parquetStream(broken()))).rejects.toThrow('no more');
    }
    const other = columnTable({ date: [new Date(0)], symbol: ['A'], x: ['text'] });
    await expect(whole(parquetStream(given(part(0, 9000), other)))).rejects.toMatchObject({
      code: 'ragged_table',
      message: expect.stringMatching(/x text; .*x number/),
    });
    const ragged: Table = { ...part(0, 3), rows: 4 };
    await expect(whole(parquetStream(given(ragged)))).rejects.toMatchObject({ code: 'ragged_table' });
  });

  it('asks for a part only when the one before has been taken', async () => {
    let asked = 0;
    async function* counted(): AsyncGenerator<Table> {
      for (; asked < 50; asked++) yield part(asked * 9000, 9000);
    }
    const chunks = parquetStream(counted());
    await chunks.next();
    expect(asked).toBeLessThan(6);
    await chunks.return();
  });
});

describe('parquetBlocks', () => {
  it('gives the rows of a file in their order, whatever the size of the blocks', async () => {
    const table = part(0, 1000);
    const bytes = await writeParquet(table);
    for (const size of [7, 300, 500, 1000, 5000]) {
      const blocks = await taken(parquetBlocks(bytes, size));
      expect(blocks.map(({ rows }) => rows)).toEqual(
        Array.from({ length: Math.ceil(1000 / size) }, (_, i) => Math.min(size, 1000 - i * size)),
      );
      expect(stackTables(blocks)).toEqual(table);
    }
  }, 30_000);

  it('gives nothing of an empty table, and refuses what is none', async () => {
    expect(await taken(parquetBlocks(await writeParquet(part(0, 0)), 10))).toEqual([]);
    await expect(taken(parquetBlocks(new TextEncoder().encode('symbol,date'), 10))).rejects.toMatchObject({
      code: 'not_a_table',
    });
    const bytes = await writeParquet(part(0, 100));
    await expect(taken(parquetBlocks(bytes.subarray(0, 200), 10))).rejects.toMatchObject({
      code: 'file_damaged',
    });
  });
});
