import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Table } from '../../../shared/domain/table.ts';
import { addDays } from '../../../shared/domain/utcDay.ts';
import { exportStretches } from '../../../shared/pipeline/features/exportDays.ts';
import { type TrainingDay, trainingDays } from '../../../shared/pipeline/features/trainingDays.ts';
import { columnTable } from '../../support/columnTable.ts';

async function* given<T>(...values: T[]): AsyncGenerator<T, void, undefined> {
  yield* values;
}

async function taken<T>(values: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const one of values) all.push(one);
  return all;
}

const block = (...days: number[]): Table => {
  const dates = days.map((day) => addDays('2026-01-01', day));
  return columnTable({ symbol: days.map((day) => `T${day}`), date: dates, x: days });
};

describe('trainingDays', () => {
  const daysIn = async (...blocks: Table[]) => {
    const days = await taken(trainingDays(given(...blocks)));
    return days.map(({ day, rows }) => [day, rows.rows]);
  };

  it('gives each day once and whole, also where blocks divide it', async () => {
    expect(await daysIn(block(0, 0, 1), block(1), block(1, 2), block(5))).toEqual([
      ['2026-01-01', 2],
      ['2026-01-02', 3],
      ['2026-01-03', 1],
      ['2026-01-06', 1],
    ]);
    expect(await daysIn()).toEqual([]);
  });

  it('takes timestamps as well as ISO text', async () => {
    const times = new Float64Array([0, 0, 86_400_000]);
    const table = new Map(block(0, 0, 1).columns).set('date', { kind: 'time', values: times });
    expect(await daysIn({ rows: 3, columns: table })).toEqual([
      ['1970-01-01', 2],
      ['1970-01-02', 1],
    ]);
  });

  it('refuses days in no order, and dates that are none', async () => {
    await expect(daysIn(block(0, 2), block(1))).rejects.toMatchObject({
      code: 'training_table_unusable',
      message: expect.stringMatching(/2026-01-02 come after rows of 2026-01-03/),
    });
    await expect(daysIn(columnTable({ symbol: ['A'], date: ['soon'] }))).rejects.toMatchObject({
      code: 'training_table_unusable',
    });
    await expect(daysIn(columnTable({ symbol: ['A'] }))).rejects.toMatchObject({ code: 'missing_column' });
  });

  it('does not depend on where the blocks begin', async () => {
    const days = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(days, fc.integer({ min: 1, max: 7 }), async (unsorted, size) => {
        const sorted = unsorted.toSorted((a, b) => a - b);
        const blocks = Array.from({ length: Math.ceil(sorted.length / size) }, (_, i) =>
          block(...sorted.slice(i * size, (i + 1) * size)),
        );
        expect(await daysIn(...blocks)).toEqual(await daysIn(block(...sorted)));
      }),
      { numRuns: 50 },
    );
  });
});

describe('exportStretches', () => {
  it('merges the days of both, each once and in order, and ends a stretch when its days are over', async () => {
    const rows = block(0);
    const training = given<TrainingDay>({ day: '2026-01-02', rows }, { day: '2026-01-05', rows });
    const first = await training.next();
    const others = ['2026-01-01', '2026-01-02', '2026-01-03', '2026-01-09'];
    const stretches = await taken(exportStretches({ others, training, first, stretchDays: 3 }));
    expect(stretches.map((one) => one.map(({ day, training }) => [day, training !== undefined]))).toEqual([
      [
        ['2026-01-01', false],
        ['2026-01-02', true],
        ['2026-01-03', false],
      ],
      [['2026-01-05', true]],
      [['2026-01-09', false]],
    ]);
  });
});
