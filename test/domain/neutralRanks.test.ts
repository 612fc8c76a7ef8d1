import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { buildSubmission } from '../../shared/domain/buildSubmission.ts';
import { explainedGate } from '../../shared/domain/gates.ts';
import { neutralRanks } from '../../shared/domain/neutralRanks.ts';
import { tieKeptRank } from '../../shared/domain/ranks.ts';
import { gaussianRank } from '../../shared/domain/scoring/gaussianRank.ts';
import official from '../golden/blends/cases.json' with { type: 'json' };
import { expectClose } from '../support/scoringCases.ts';

const ROWS = 12;
const cells = (cell: fc.Arbitrary<number>) =>
  fc.array(cell, { minLength: ROWS, maxLength: ROWS }).map((values) => Float64Array.from(values));
const level = fc.constantFrom(0, 0.25, 0.5, 0.75, 1);
const values = cells(fc.double({ noNaN: true })).filter((drawn) => new Set(drawn).size > 1);
const features = fc.array(cells(level), { maxLength: 4 });
const proportion = fc.double({ min: 0, max: 1, noNaN: true });

const named = (columns: readonly Float64Array[]) => new Map(columns.map((column, at) => [`f${at}`, column]));
const neutral = (raw: Float64Array, columns: readonly Float64Array[], share = 1) =>
  neutralRanks(raw, { features: named(columns), proportion: share });
const dot = (a: Float64Array, b: Float64Array) => a.reduce((sum, value, row) => sum + value * b[row]!, 0);
/** Fixed columns without a pattern. */
const noise = (seed: number) =>
  Float64Array.from({ length: ROWS }, (_, row) => Math.sin(seed * (row + 1) ** 2));

describe('neutralRanks', () => {
  const cases = official.cases.flatMap(({ name, average, neutralise, rest, signal }) => {
    if (!neutralise || !rest) return [];
    const columns = Object.entries(neutralise.features).map(
      ([feature, column]) => [feature, Float64Array.from(column, Number)] as const,
    );
    const of = { features: new Map(columns), proportion: neutralise.proportion };
    return [{ name, raw: Float64Array.from(average, Number), of, rest: rest.map(Number), signal }];
  });

  it.each(cases)('leaves what numerai-tools leaves: $name', ({ raw, of, rest }) => {
    expectClose([...neutralRanks(raw, of)], rest, { absolute: 1e-12 });
  });

  it.each(cases)('is submitted in the order that numerai-tools gives: $name', ({ raw, of, signal }) => {
    const symbols = signal.map((_, row) => `T${row}`);
    expect([...buildSubmission(symbols, neutralRanks(raw, of)).submission.values]).toEqual(signal);
  });

  it('leaves nothing along a feature', () => {
    fc.assert(
      fc.property(values, features, (raw, columns) => {
        const rest = neutral(raw, columns);
        for (const column of columns) expect(Math.abs(dot(rest, column))).toBeLessThan(1e-10);
      }),
    );
  });

  it('changes no rank with proportion 0, and takes a share of the whole otherwise', () => {
    fc.assert(
      fc.property(values, features, proportion, (raw, columns, share) => {
        expect([...tieKeptRank(neutral(raw, columns, 0))]).toEqual([...tieKeptRank(raw)]);
        const [before, after] = [gaussianRank(raw), neutral(raw, columns)];
        const between = before.map((value, row) => value + share * (after[row]! - value));
        expectClose([...neutral(raw, columns, share)], [...between], { absolute: 1e-12 });
      }),
    );
  });

  it('does not care for repeated and (but for rounding) constant features, nor for their order and origin', () => {
    fc.assert(
      fc.property(values, features, (raw, columns) => {
        const moved = columns.map((column) => column.map((value) => 3 - value)).reverse();
        const constant = new Float64Array(ROWS).fill(0.3).with(3, 0.1 + 0.2);
        const beside = [...moved, ...columns, constant];
        expectClose([...neutral(raw, beside)], [...neutral(raw, columns)], { absolute: 1e-9 });
      }),
    );
  });

  it('takes out a feature of small numbers as well as one of large numbers', () => {
    fc.assert(
      fc.property(values, features, fc.constantFrom(1e-9, 1e9, 1e200), (raw, columns, size) => {
        const sized = columns.map((column, at) => column.map((value) => (at === 0 ? value * size : value)));
        expectClose([...neutral(raw, sized)], [...neutral(raw, columns)], { absolute: 1e-9 });
      }),
    );
  });

  it('goes row by row: tokens in another order keep their values', () => {
    fc.assert(
      fc.property(values, features, (raw, columns) => {
        const backward = neutral(
          raw.toReversed(),
          columns.map((column) => column.toReversed()),
        );
        expectClose([...backward.reverse()], [...neutral(raw, columns)], { absolute: 1e-10 });
      }),
    );
  });

  it('lets tokens tie that are alike in value and features', () => {
    const pair = (column: Float64Array) => column.with(5, column[2]!);
    const rest = neutral(pair(noise(1)), [pair(noise(2)), pair(noise(3))]);
    expect(rest[5]).toBe(rest[2]);
  });

  it('leaves a token without a value out, as if it were not in the universe', () => {
    const [raw, column] = [noise(1), noise(2)];
    const gone = (_: number, row: number) => row !== 4;
    const rest = neutral(raw.with(4, NaN), [column.with(4, 1e9)]);
    expect(rest[4]).toBeNaN();
    expect([...rest.filter(gone)]).toEqual([...neutral(raw.filter(gone), [column.filter(gone)])]);
  });

  it('takes a missing cell for the mean of the others, and a feature without any for none', () => {
    const [raw, column] = [noise(1), noise(2).with(4, NaN)];
    const mean = column.reduce((sum, value) => sum + (value || 0), 0) / (ROWS - 1);
    expectClose([...neutral(raw, [column])], [...neutral(raw, [column.with(4, mean)])], { absolute: 1e-12 });
    const empty = new Float64Array(ROWS).fill(NaN);
    expect([...neutral(raw, [noise(2), empty])]).toEqual([...neutral(raw, [noise(2)])]);
  });

  it('has nothing to give where all values are equal', () => {
    expect([...neutral(new Float64Array(ROWS).fill(3), [noise(1)])]).toEqual(Array(ROWS).fill(NaN));
  });

  it('refuses an infinite cell with the name of the feature', () => {
    expect(() => neutral(noise(1), [noise(2), noise(3).with(0, -Infinity)])).toThrow(
      expect.objectContaining({ code: 'values_missing', message: 'the feature f1 holds infinite values' }),
    );
  });
});

describe('explainedGate', () => {
  const binary = Float64Array.from({ length: ROWS }, (_, row) => row % 2);

  it.each([
    ['all of the prediction', neutral(binary, [binary])],
    ['all of it but rounding noise', neutral(binary, [binary], 1 - 1e-9)],
    ['nothing, because there was nothing', neutral(noise(1).fill(3), [noise(2)])],
  ])('fails where the features explain %s', (_, rest) => {
    expect(explainedGate(rest)).toMatchObject([{ gate: 'explained', level: 'fail', limit: 1e-6 }]);
  });

  it.each([
    ['nearly all of it', neutral(binary, [binary], 1 - 1e-5)],
    ['what two models have in common', neutral(noise(1), [noise(2), noise(3)])],
    ['the tokens that have a value', neutral(noise(1).with(0, NaN), [noise(2)])],
  ])('passes where they explain %s', (_, rest) => {
    expect(explainedGate(rest)).toEqual([]);
  });
});
