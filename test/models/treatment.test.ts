import { describe, expect, it } from '@jest/globals';
import { type Rounding, type Treatment, treat } from '../../shared/models/treatment.ts';

function treated(treatment: Treatment, rounding: Rounding, values: readonly number[]): number[] {
  const into = new Float64Array(values.length + 1);
  const column = Float64Array.of(7, ...values);
  treat({ treatment, rounding }, { column, from: 1, count: values.length, into, at: 1 });
  return [...into.subarray(1)];
}

describe('treat', () => {
  it('takes for zero what LightGBM takes for zero: all up to 1e-35, as float32', () => {
    const values = [1.0000000180025095e-35, 1.0000000180025097e-35, -1e-36, -0];
    expect(treated('zero', 'tiny-is-zero', values)).toEqual([0, 1.0000000180025097e-35, 0, 0]);
    expect(treated('zero-left', 'tiny-is-zero', [1e-36, NaN, 1])).toEqual([-Infinity, -Infinity, 1]);
  });

  it('leaves the smallest float32 numbers what they are', () => {
    expect(treated('right', 'float32', [1e-45, 1e-46])).toEqual([Math.fround(1e-45), 0]);
  });

  it('sends missing values where nothing else can get', () => {
    expect(treated('left', 'float32', [NaN, 0, 5])).toEqual([-Infinity, 0, 5]);
    expect(treated('only-left', 'float32', [NaN, 0, -Infinity])).toEqual([0, 1, 1]);
    expect(treated('only-zero-left', 'tiny-is-zero', [NaN, 0, 5])).toEqual([0, 0, 1]);
  });

  it('cuts LightGBM categories toward zero, and has no category outside int32', () => {
    const values = [2.9, 2.9999999999999996, -0.5, -1, NaN, Infinity, 2 ** 31, 2 ** 32 + 1];
    expect(treated('category', 'tiny-is-zero', values)).toEqual([2, 2, -0, -1, -1, -1, -1, -1]);
  });

  it('rounds XGBoost categories to float32 before it cuts them, as XGBoost 3.2 does', () => {
    // Booster.predict of a model with categories 2 and 3 takes 2.9999999999999996 for 3.
    const values = [2.9, 2.9999999999999996, -0.5, NaN, 2 ** 24 - 1, 2 ** 24 - 0.5, 2 ** 24];
    expect(treated('category-or-missing', 'float32', values)).toEqual([3, 4, -1, 0, 2 ** 24, -1, -1]);
  });
});
