import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { tieKeptRank } from '../../../shared/domain/ranks.ts';
import { rankCells } from '../../../shared/features/ranking/rankCells.ts';
import { rankKernel } from '../../../shared/features/ranking/rankKernel.ts';

const HUGE = Number.MAX_VALUE;
const TINY = Number.MIN_VALUE;

/** Values of every kind: many equal ones, close ones, and ones that leave no room for steps between them. */
const value = fc.oneof(
  fc.double(),
  fc.integer({ min: -3, max: 3 }),
  fc.constantFrom(Number.NaN, 0, -0, HUGE, -HUGE, TINY, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY),
  fc.double({ min: 1, max: 1 + 1e-12, noNaN: true }),
  fc.float({ min: 0, max: 1, noNaN: true }).map((x) => Math.exp(40 * x)),
);

describe('rankCells', () => {
  it('ranks as tieKeptRank to the last bit', () => {
    fc.assert(
      fc.property(fc.array(value, { maxLength: 300 }), (values) => expectEqualRanks(values)),
      { numRuns: 300 },
    );
  });

  it('ranks many values that crowd in one step', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 100, maxLength: 400 }),
        (values) => expectEqualRanks([...values.map((x) => x * 1e-9), 1, -HUGE / 4]),
      ),
    );
  });

  it('ranks values that the kernel leaves, nearly all of them in one step', () => {
    const outliers = Array.from({ length: 500 }, (_, i) => (i % 100 === 0 ? 1e9 * (i - 250) : Math.sin(i)));
    expect(rankKernel()!.rank(give(outliers))).toBe(0);
    expectEqualRanks(outliers);
  });

  it.each([32_768, 70_000])('ranks %i values: the most it has room for, and more', (length) => {
    expectEqualRanks(Array.from({ length }, (_, i) => (i * 7919) % 40_009));
    expectEqualRanks(Array.from({ length }, (_, i) => Math.exp((i * 7919) % 401)));
  });

  it('ranks the rows whose cells are known, among themselves', () => {
    const ranks = new Float64Array(4);
    const known = { cells: Int32Array.of(1, 0, 2), rows: Int32Array.of(0, 2, 3) };
    rankCells(Float64Array.of(10, 20, Number.NaN), known, ranks);
    expect([...ranks]).toEqual([0.75, Number.NaN, 0.25, Number.NaN]);
  });
});

function give(values: readonly number[]): number {
  rankKernel()!.given.set(values);
  return values.length;
}

function expectEqualRanks(values: readonly number[]): void {
  const ranks = new Float64Array(values.length);
  const all = Int32Array.from(values.keys());
  rankCells(Float64Array.from(values), { cells: all, rows: all }, ranks);
  expect([...ranks]).toEqual([...tieKeptRank(Float64Array.from(values))]);
}
