import { describe, expect, it } from '@jest/globals';
import { sampleDeviation } from '../../shared/domain/deviation.ts';

describe('sampleDeviation', () => {
  it('divides by n - 1, as pandas does', () => {
    // pandas: pd.Series([2, 4, 4, 4, 5, 5, 7, 9]).std() -> 2.138089935299395
    expect(sampleDeviation(Float64Array.of(2, 4, 4, 4, 5, 5, 7, 9))).toBeCloseTo(2.138089935299395, 14);
  });

  it('does not lose a small spread on a large mean', () => {
    expect(sampleDeviation(Float64Array.of(1e9, 1e9 + 1, 1e9 + 2))).toBe(1);
  });

  it.each([[[]], [[1]], [[1, 2, Number.NaN]]])('is undefined, NaN, for %p', (values) => {
    expect(sampleDeviation(Float64Array.from(values))).toBeNaN();
  });
});
