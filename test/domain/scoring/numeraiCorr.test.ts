import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { numeraiCorr } from '../../../shared/domain/scoring/numeraiCorr.ts';
import type { Series } from '../../../shared/domain/scoring/series.ts';
import { expectClose } from '../../support/scoringCases.ts';

const ids = (count: number) => Array.from({ length: count }, (_, at) => `T${String(at).padStart(4, '0')}`);
const seriesOf = (values: readonly number[]): Series => ({
  ids: ids(values.length),
  values: Float64Array.from(values),
});
const corr = (predictions: Series, targets: Series, options = {}) =>
  numeraiCorr({ ids: predictions.ids, columns: new Map([['p', predictions.values]]) }, targets, options).get(
    'p',
  )!;

/** A prediction and a target in five steps, both with ties. */
const pairs = fc.array(fc.tuple(fc.integer({ min: -20, max: 20 }), fc.constantFrom(0, 0.25, 0.5, 0.75, 1)), {
  minLength: 20,
  maxLength: 60,
});
const bothSides = (rows: readonly (readonly [number, number])[]) =>
  [seriesOf(rows.map(([p]) => p)), seriesOf(rows.map(([, t]) => t))] as const;

describe('numeraiCorr', () => {
  it('looks at the order of the predictions only', () => {
    fc.assert(
      fc.property(pairs, (rows) => {
        const [predictions, targets] = bothSides(rows);
        const stretched = { ...predictions, values: predictions.values.map((p) => p ** 3 + 2 * p - 7) };
        expect(corr(stretched, targets)).toBe(corr(predictions, targets));
      }),
    );
  });

  it('does not depend on the order of the rows', () => {
    const shuffled = pairs.chain((rows) =>
      fc.tuple(fc.constant(rows), fc.shuffledSubarray([...rows.keys()], { minLength: rows.length })),
    );
    fc.assert(
      fc.property(shuffled, ([rows, order]) => {
        const [predictions, targets] = bothSides(rows);
        const mixed = {
          ids: order.map((row) => predictions.ids[row] as string),
          values: Float64Array.from(order, (row) => predictions.values[row]!),
        };
        expect(corr(mixed, targets)).toBe(corr(predictions, targets));
      }),
    );
  });

  it('changes its sign with the predictions', () => {
    fc.assert(
      fc.property(pairs, (rows) => {
        const [predictions, targets] = bothSides(rows);
        const score = corr({ ...predictions, values: predictions.values.map((p) => -p) }, targets);
        expectClose([-score], [corr(predictions, targets)]);
      }),
    );
  });

  it('is not a number for a constant side, also where the mean of equal values rounds', () => {
    const varied = seriesOf(Array.from({ length: 30 }, (_, at) => at));
    for (const constant of [0.5, 0.1, 1 / 3]) {
      const flat = seriesOf(Array(30).fill(constant));
      expect(corr(flat, varied)).toBeNaN();
      expect(corr(varied, flat)).toBeNaN();
    }
  });

  it('is for 80 of 100 predictions, and refused for 79', () => {
    const targets = seriesOf(Array.from({ length: 100 }, (_, at) => (at % 5) / 4));
    const known = (count: number) =>
      seriesOf(Array.from({ length: 100 }, (_, at) => (at < count ? at % 5 : Number.NaN)));
    expect(corr(known(80), targets)).toBeGreaterThan(0.9);
    const refusal = /^79 ids are in common of 100 and 100 rows, at least 80 % of each side are required$/;
    expect(() => corr(known(79), targets)).toThrow(refusal);
  });

  it('counts 80 % of each side, so that a few predictions cannot stand for a whole universe', () => {
    const targets = seriesOf(Array.from({ length: 100 }, (_, at) => (at % 5) / 4));
    const few = seriesOf([1, 3, 2]);
    expect(() => corr(few, targets)).toThrow(expect.objectContaining({ code: 'too_few_common_ids' }));
    expect(() => corr(targets, few)).toThrow(expect.objectContaining({ code: 'too_few_common_ids' }));
    expect(() => corr(seriesOf([]), seriesOf([]))).toThrow(
      expect.objectContaining({ code: 'too_few_common_ids' }),
    );
  });

  it('refuses an id that occurs twice', () => {
    const targets = seriesOf([0, 0.5, 1]);
    expect(() => corr({ ...targets, ids: ['A', 'B', 'A'] }, targets)).toThrow(
      expect.objectContaining({ code: 'ids_repeated', message: 'the id "A" occurs more than once' }),
    );
  });

  it('refuses a single row and ends that overlap, as the library does', () => {
    expect(() => corr(seriesOf([1]), seriesOf([1]))).toThrow(
      expect.objectContaining({ code: 'power_distorts' }),
    );
    const ten = seriesOf(Array.from({ length: 10 }, (_, at) => at));
    expect(corr(ten, ten, { topBottom: 5 })).toBe(corr(ten, ten));
    expect(() => corr(ten, ten, { topBottom: 6 })).toThrow(
      expect.objectContaining({ code: 'top_bottom_too_large' }),
    );
  });

  it('leaves its arguments as they were', () => {
    const [predictions, targets] = bothSides([...Array(20).keys()].map((at) => [20 - at, (at % 5) / 4]));
    const before = [...predictions.values, ...targets.values];
    corr(predictions, targets);
    expect([...predictions.values, ...targets.values]).toEqual(before);
  });
});
