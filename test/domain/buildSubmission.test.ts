import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { buildSubmission } from '../../shared/domain/buildSubmission.ts';
import official from '../golden/ranks/cleanSubmission.json' with { type: 'json' };

describe('buildSubmission', () => {
  it.each(official.cases)(
    'sends what Numerai would make of the raw outputs: $name',
    ({ symbols, raw, expected }) => {
      const { submission } = buildSubmission(symbols, Float64Array.from(raw, Number));
      expect([...submission.values]).toEqual(expected);
    },
  );

  it('sends a row without raw output as 0.5, does not count it, and says which it was', () => {
    const raw = Float64Array.of(0.3, Number.NaN, 0.9, 0.3, Number.NaN);
    const { submission, uncovered } = buildSubmission(['A', 'B', 'C', 'D', 'E'], raw);
    expect([...submission.values]).toEqual([1 / 3, 0.5, 2.5 / 3, 1 / 3, 0.5]);
    expect(uncovered).toEqual([1, 4]);
  });

  it('sends every row in order, strictly inside (0, 1), whatever the model gives', () => {
    fc.assert(
      fc.property(fc.array(fc.double(), { minLength: 1, maxLength: 50 }), (raw) => {
        const symbols = raw.map((_, row) => `T${row}`);
        const { submission, uncovered } = buildSubmission(symbols, Float64Array.from(raw));
        expect(submission.symbols).toEqual(symbols);
        for (const value of submission.values) expect(value > 0 && value < 1).toBe(true);
        expect(uncovered).toEqual([...raw.keys()].filter((row) => Number.isNaN(raw[row])));
      }),
    );
  });

  it('keeps the order of the raw outputs', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ noNaN: true }), { minLength: 2, maxLength: 20 }), (raw) => {
        const symbols = raw.map((_, row) => `T${row}`);
        const { values } = buildSubmission(symbols, Float64Array.from(raw)).submission;
        expect(Math.sign(values[0]! - values[1]!)).toBe(raw[0]! > raw[1]! ? 1 : raw[0]! < raw[1]! ? -1 : 0);
      }),
    );
  });
});
