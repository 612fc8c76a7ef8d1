import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { wasmMemory } from 'parquet-wasm';
import { readParquet, writeParquet } from '../../shared/adapters/parquet.ts';
import type { Column } from '../../shared/domain/table.ts';
import { AppError } from '../../shared/errors.ts';
import { goldenTable } from '../support/goldenTables.ts';

/** What reading `bytes` ends in: a table's number of rows, or the code of the error. */
async function ending(bytes: Uint8Array): Promise<number | string> {
  try {
    return (await readParquet(bytes)).rows;
  } catch (error) {
    return error instanceof AppError ? error.code : `not ours: ${String(error)}`;
  }
}

describe('a file that is not what it should be', () => {
  const good = goldenTable('pandas-index.parquet');

  it.each([
    ['nothing', '', 'file_empty'],
    ['a web page', '<!DOCTYPE html><html><body>502 Bad Gateway</body></html>', 'not_a_table'],
    ['an S3 error', '<?xml version="1.0"?><Error><Code>AccessDenied</Code></Error>', 'not_a_table'],
    ['CSV', 'symbol,signal\nBTC,0.5\n', 'not_a_table'],
    ['the magic only', 'PAR1', 'file_damaged'],
    ['the magic at both ends and no footer', 'PAR1\0\0\0\0PAR1', 'file_damaged'],
    ['a footer longer than the file', 'PAR1xxxx\xff\0\0\0PAR1', 'file_damaged'],
    ['a footer of rubbish', 'PAR1xxxx\x04\0\0\0PAR1', 'file_damaged'],
  ])('%s is an error that says so', async (_, content, code) => {
    expect(await ending(Buffer.from(content, 'latin1'))).toBe(code);
  });

  it('cut off anywhere is damaged, never a shorter table', async () => {
    const endings = new Set<number | string>();
    for (let length = 1; length < good.length; length++) endings.add(await ending(good.subarray(0, length)));
    expect([...endings]).toEqual(['file_damaged']);
  });

  it('that makes the decoder panic is an error like any other, and the next file is read', async () => {
    await expect(readParquet(goldenTable('decoder-panics.parquet'))).rejects.toMatchObject({
      code: 'file_damaged',
      message: 'the Parquet file cannot be read: unreachable',
    });
    expect((await readParquet(good)).rows).toBe(2);
  });

  it('with flipped bits is an error of ours or a table, never a crash', async () => {
    const files = ['scalar-types.parquet', 'row-groups-snappy.parquet', 'polars.parquet'];
    const flips = fc.tuple(fc.constantFrom(...files), fc.array(fc.nat(), { minLength: 1, maxLength: 3 }));
    await fc.assert(
      fc.asyncProperty(flips, async ([file, bits]) => {
        const bytes = new Uint8Array(goldenTable(file));
        for (const bit of bits) bytes[(bit >> 3) % bytes.length]! ^= 1 << (bit & 7);
        expect(String(await ending(bytes))).not.toMatch(/^not ours/);
      }),
      { numRuns: 500, seed: 20260520 },
    );
  });
});

describe('memory', () => {
  it('is given back after every read and write', async () => {
    const column: Column = { kind: 'number', values: Float64Array.from(Array(300).keys()) };
    const columns = Array.from({ length: 20 }, (_, i) => [`x${i}`, column] as const);
    const wide = { rows: 300, columns: new Map(columns) };
    const round = async () => readParquet(await writeParquet(wide));
    for (let i = 0; i < 10; i++) await round();
    const before = wasmMemory().buffer.byteLength;
    for (let i = 0; i < 300; i++) await round();
    expect(wasmMemory().buffer.byteLength - before).toBeLessThan(2 ** 20);
  });
});
