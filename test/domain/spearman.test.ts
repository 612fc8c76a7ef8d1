import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { spearman } from '../../shared/domain/spearman.ts';
import official from '../golden/ranks/spearman.json' with { type: 'json' };
import { describeSharedData } from '../support/sharedData.ts';

const of = (...values: number[]) => Float64Array.from(values);
const few = fc.array(fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 5 })), {
  maxLength: 30,
});

describe('spearman', () => {
  it.each(official.cases)('equals numerai-tools: $name', ({ a, b, expected }) => {
    expect(spearman(Float64Array.from(a), Float64Array.from(b))).toBeCloseTo(expected, 14);
  });

  it('is 1 for any rising function of the values and -1 for any falling one, ties included', () => {
    const values = [4, 1, 1, 8, 3, 3, 3];
    expect(spearman(of(...values), of(...values.map(Math.exp)))).toBe(1);
    expect(spearman(of(...values), of(...values.map((value) => -(value ** 3))))).toBe(-1);
  });

  it('leaves out a row that lacks either value before it ranks the others', () => {
    const withGaps = spearman(of(1, Number.NaN, 2, 3, 100), of(10, 99, 30, 20, Number.NaN));
    expect(withGaps).toBe(spearman(of(1, 2, 3), of(10, 30, 20)));
  });

  it.each([
    ['no rows', [], []],
    ['one row', [1], [2]],
    ['one side constant', [1, 2, 3], [5, 5, 5]],
    ['one side constant where both are numbers', [1, 2, 3], [5, 5, Number.NaN]],
  ])('is undefined, NaN, with %s', (_, a, b) => {
    expect(spearman(of(...a), of(...b))).toBeNaN();
  });

  it('is symmetric and between -1 and 1', () => {
    fc.assert(
      fc.property(few, (pairs) => {
        const a = Float64Array.from(pairs, ([first]) => first);
        const b = Float64Array.from(pairs, ([, second]) => second);
        const correlation = spearman(a, b);
        expect(spearman(b, a)).toBe(correlation);
        expect(Number.isNaN(correlation) || Math.abs(correlation) <= 1).toBe(true);
      }),
    );
  });
});

describeSharedData('spearman on one real day', (folder) => {
  it('finds the known correlation of example predictions and Meta Model', () => {
    const column = (file: string, name: string) => {
      const [header, ...lines] = readFileSync(`${folder}/numerai/crypto-v2.0/${file}`, 'utf8')
        .trim()
        .split('\n');
      const place = header!.split(',').indexOf(name);
      return Float64Array.from(lines, (line) => Number(line.split(',')[place]));
    };
    const example = column('live_example_preds.csv', 'prediction');
    expect(spearman(example, column('meta_model.csv', 'prediction'))).toBeCloseTo(0.6859042, 7);
  });
});
