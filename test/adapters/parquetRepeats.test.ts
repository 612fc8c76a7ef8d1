import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readParquet, writeParquet } from '../../shared/adapters/parquet.ts';
import { textPool } from '../../shared/adapters/textPool.ts';
import { type Column, textColumn, timeColumn } from '../../shared/domain/table.ts';

const DAY = 86_400_000;
/** Texts that begin alike, none, and one that is not ASCII. */
const texts = fc.array(fc.constantFrom('', 'B', 'BT', 'BTC', 'BTT', null, '币'), { maxLength: 40 });
const times = fc.array(fc.constantFrom(0, DAY, DAY + 1, -DAY, Number.NaN), { maxLength: 40 });

async function readBack(column: Column, as?: 'date' | 'timestamp-us') {
  const table = { rows: column.values.length, columns: new Map([['x', column]]) };
  return readParquet(await writeParquet(table, as ? { as: { x: as } } : {}));
}

describe('a column that repeats itself', () => {
  it('of text is read as it was written', async () => {
    await fc.assert(
      fc.asyncProperty(texts, async (values) => {
        expect(textColumn(await readBack({ kind: 'text', values }), 'x')).toEqual(values);
      }),
      { numRuns: 50 },
    );
  });

  it('of times is read as it was written, also what follows a missing one', async () => {
    await fc.assert(
      fc.asyncProperty(times, async (list) => {
        const values = Float64Array.from(list);
        const column = { kind: 'time', values } as const;
        expect(timeColumn(await readBack(column, 'timestamp-us'), 'x')).toEqual(values);
        const days = values.map((value) => Math.floor(value / DAY) * DAY);
        expect(timeColumn(await readBack(column, 'date'), 'x')).toEqual(days);
      }),
      { numRuns: 50 },
    );
  });

  it('is read over the borders of batches', async () => {
    const values = Array.from({ length: 150_000 }, (_, row) => (row % 1000 === 999 ? null : `T${row % 7}`));
    expect(textColumn(await readBack({ kind: 'text', values }), 'x')).toEqual(values);
  });
});

describe('textPool', () => {
  it('gives the text itself, also when there are too many to remember', () => {
    const pool = textPool();
    const all = Array.from({ length: 100_005 }, (_, i) => `t${i}`);
    expect(all.map(pool)).toEqual(all);
    expect(pool('t100004')).toBe('t100004');
  });
});
