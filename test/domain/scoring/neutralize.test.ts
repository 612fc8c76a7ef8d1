import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { columnSpace } from '../../../shared/domain/scoring/columnSpace.ts';
import { neutralizerSpace, withoutExplained } from '../../../shared/domain/scoring/neutralize.ts';
import { expectClose } from '../../support/scoringCases.ts';

const ROWS = 12;
const column = fc
  .array(fc.integer({ min: -50, max: 50 }), { minLength: ROWS, maxLength: ROWS })
  .map((values) => Float64Array.from(values));
const varied = column.filter((values) => new Set(values).size > 1);
const neutralizers = fc.array(column, { minLength: 0, maxLength: 6 });

const dot = (a: Float64Array, b: Float64Array) => a.reduce((sum, value, row) => sum + value * b[row]!, 0);
const neutral = (values: Float64Array, others: readonly Float64Array[], proportion = 1) =>
  withoutExplained(values, neutralizerSpace(others, ROWS), proportion);
/** Fixed columns without a pattern. */
const noise = (seed: number) =>
  Float64Array.from({ length: ROWS }, (_, row) => Math.sin(seed * (row + 1) ** 2));

describe('neutralising', () => {
  it('leaves nothing that the neutralizers or a constant explain, dependent ones included', () => {
    fc.assert(
      fc.property(varied, neutralizers, (values, others) => {
        const rest = neutral(values, [...others, ...others.slice(0, 2)]);
        for (const other of [...others, new Float64Array(ROWS).fill(1)]) {
          expect(Math.abs(dot(rest, other))).toBeLessThan(1e-10);
        }
      }),
    );
  });

  it('does not depend on the order, the scale or the number of copies of the neutralizers', () => {
    fc.assert(
      fc.property(varied, neutralizers, (values, others) => {
        const changed = [...others].reverse().flatMap((other) => [other, other.map((value) => -3 * value)]);
        expectClose([...neutral(values, changed)], [...neutral(values, others)], { absolute: 1e-11 });
      }),
    );
  });

  it('takes the proportion of what the whole would take', () => {
    const [values, other] = [noise(1), noise(2)];
    const whole = neutral(values, [other]);
    for (const proportion of [0, 0.25, 2]) {
      const expected = values.map((value, row) => value - proportion * (value - whole[row]!));
      expectClose([...neutral(values, [other], proportion)], [...expected]);
    }
    expect(neutral(values, [other], 0)).toEqual(values);
  });

  it('ignores a direction below a millionth of the largest, as the library does', () => {
    const [values, other, hint] = [noise(1), noise(2), noise(3)];
    const beside = (size: number) => other.map((value, row) => value + size * hint[row]!);
    const without = neutral(values, [other]);
    expectClose([...neutral(values, [other, beside(1e-9)])], [...without], { absolute: 1e-8 });
    const withHint = neutral(values, [other, hint]);
    expectClose([...neutral(values, [other, beside(1e-4)])], [...withHint], { absolute: 1e-8 });
    expect(Math.abs(without[0]! - withHint[0]!)).toBeGreaterThan(1e-3);
  });

  it('makes a constant missing, and nothing else', () => {
    expect([...neutral(new Float64Array(ROWS).fill(0.1), [noise(1)])]).toEqual(Array(ROWS).fill(Number.NaN));
    expect([...neutral(noise(1), [new Float64Array(ROWS).fill(7)])].some(Number.isNaN)).toBe(false);
  });

  it('works with neutralizers of any size, and refuses infinite ones', () => {
    const values = noise(1);
    for (const size of [1e200, 1e-200]) {
      const rest = neutral(values, [noise(2).map((value) => value * size)]);
      expect([...rest].every(Number.isFinite)).toBe(true);
    }
    const infinite = noise(2).with(0, Infinity);
    expect(() => neutral(values, [infinite])).toThrow(expect.objectContaining({ code: 'values_missing' }));
  });
});

describe('columnSpace', () => {
  it('is orthonormal, with as many directions as the columns are independent', () => {
    fc.assert(
      fc.property(neutralizers, (columns) => {
        const space = columnSpace([...columns, ...columns], 1e-6);
        for (const [i, a] of space.entries()) {
          for (const [j, b] of space.entries()) {
            expect(Math.abs(dot(a, b) - Number(i === j))).toBeLessThan(1e-12);
          }
        }
        expect(space.length).toBeLessThanOrEqual(columns.length);
      }),
    );
    expect(columnSpace([noise(1), noise(2), noise(3)], 1e-6)).toHaveLength(3);
    expect(columnSpace([noise(1), noise(1), new Float64Array(ROWS)], 1e-6)).toHaveLength(1);
    expect(columnSpace([], 1e-6)).toEqual([]);
  });
});
