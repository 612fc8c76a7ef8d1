import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { buildSubmission } from '../../shared/domain/buildSubmission.ts';
import { rankAverage } from '../../shared/domain/rankAverage.ts';
import { tieKeptRank } from '../../shared/domain/ranks.ts';
import official from '../golden/blends/cases.json' with { type: 'json' };
import { expectClose } from '../support/scoringCases.ts';

const ROWS = 8;
const output = fc.record({
  raw: fc.array(fc.double(), { minLength: ROWS, maxLength: ROWS }).map((values) => Float64Array.from(values)),
  weight: fc.double({ min: 1e-3, max: 1e3, noNaN: true }),
});
const outputs = fc.array(output, { minLength: 1, maxLength: 4 });

describe('rankAverage', () => {
  it.each(official.cases)(
    'gives what pandas and numerai-tools give, bit for bit: $name',
    ({ models, average }) => {
      const decoded = models.map(({ raw, weight }) => ({ raw: Float64Array.from(raw, Number), weight }));
      expect([...rankAverage(decoded)]).toEqual(average.map(Number));
    },
  );

  it.each(official.cases.filter(({ neutralise }) => !neutralise))(
    'is submitted with the ties that pandas sees: $name',
    ({ average, signal }) => {
      const symbols = average.map((_, row) => `T${row}`);
      const { values } = buildSubmission(symbols, Float64Array.from(average, Number)).submission;
      expect([...values]).toEqual(signal);
    },
  );

  it('is the rank of a single model', () => {
    fc.assert(
      fc.property(output, ({ raw }) => {
        expect([...rankAverage([{ raw, weight: 1 }])]).toEqual([...tieKeptRank(raw)]);
      }),
    );
  });

  it('depends on the ratio of the weights only, and not on the order of the models', () => {
    fc.assert(
      fc.property(outputs, fc.double({ min: 0.01, max: 100, noNaN: true }), (models, scale) => {
        const others = models.map(({ raw, weight }) => ({ raw, weight: weight * scale })).reverse();
        expectClose([...rankAverage(others)], [...rankAverage(models)]);
      }),
    );
  });

  it('does not depend on the order of the tokens', () => {
    fc.assert(
      fc.property(outputs, (models) => {
        const backward = models.map(({ raw, weight }) => ({ raw: raw.toReversed(), weight }));
        expect([...rankAverage(backward).reverse()]).toEqual([...rankAverage(models)]);
      }),
    );
  });

  it('is strictly inside (0, 1), and missing exactly where any model gives nothing', () => {
    fc.assert(
      fc.property(outputs, (models) => {
        for (const [row, value] of rankAverage(models).entries()) {
          if (models.some(({ raw }) => Number.isNaN(raw[row]))) expect(value).toBeNaN();
          else expect(value > 0 && value < 1).toBe(true);
        }
      }),
    );
  });

  it('ranks each model among the tokens it has, so that a gap in one leaves the others their ranks', () => {
    const gap = { raw: Float64Array.of(1, NaN, 3), weight: 1 };
    const whole = { raw: Float64Array.of(1, 2, 3), weight: 3 };
    expect([...rankAverage([gap, whole])]).toEqual([(0.25 + 0.5) / 4, NaN, (0.75 + 2.5) / 4]);
  });
});
