import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { averageRanks, tieKeptRank } from '../../shared/domain/ranks.ts';
import official from '../golden/ranks/tieKeptRank.json' with { type: 'json' };
import { describeSharedData } from '../support/sharedData.ts';

const numbers = (cells: readonly (number | string)[]) => Float64Array.from(cells, Number);
/** Few distinct values, so that there are ties; NaN, both zeros and infinities among them. */
const values = fc.array(
  fc.oneof(
    fc.constantFrom(Number.NaN, -0, 0, 1, Number.POSITIVE_INFINITY),
    fc.integer({ min: -3, max: 3 }),
    fc.double(),
  ),
  { maxLength: 40 },
);
const isNumber = (value: number) => !Number.isNaN(value);

describe('tieKeptRank', () => {
  it.each(official.cases)('equals numerai-tools: $name', ({ values: cells, expected }) => {
    expect(tieKeptRank(numbers(cells))).toEqual(numbers(expected));
  });

  it('is strictly inside (0, 1) with mean 0.5 over the numbers', () => {
    fc.assert(
      fc.property(values, (input) => {
        const ranks = [...tieKeptRank(Float64Array.from(input))].filter(isNumber);
        expect(ranks).toHaveLength(input.filter(isNumber).length);
        for (const rank of ranks) expect(rank > 0 && rank < 1).toBe(true);
        const sum = ranks.reduce((total, rank) => total + rank, 0);
        expect(sum).toBeCloseTo(ranks.length / 2, 9);
      }),
    );
  });
});

describe('averageRanks', () => {
  it('counts for each number the smaller ones and half of the equal ones', () => {
    fc.assert(
      fc.property(values, (input) => {
        const ranks = averageRanks(Float64Array.from(input));
        const expected = input.map((value) => {
          if (Number.isNaN(value)) return Number.NaN;
          const smaller = input.filter((other) => other < value).length;
          return smaller + (input.filter((other) => other === value).length + 1) / 2;
        });
        expect([...ranks]).toEqual(expected);
      }),
    );
  });

  it('depends on the values only, never on the order they are listed in', () => {
    fc.assert(
      fc.property(values, (input) => {
        const backward = averageRanks(Float64Array.from(input).reverse()).reverse();
        expect(averageRanks(Float64Array.from(input))).toEqual(backward);
      }),
    );
  });

  it('leaves its argument as it was', () => {
    const input = Float64Array.of(3, 1, 2);
    averageRanks(input);
    expect([...input]).toEqual([3, 1, 2]);
  });
});

interface OfficialCase {
  readonly name: string;
  readonly function: string;
  readonly args: readonly [{ series?: { values: (number | string)[] }; frame?: { columns: Columns } }];
  readonly result: { series?: { values: (number | string)[] }; frame?: { columns: Columns } };
  readonly error?: string;
}
type Columns = Record<string, (number | string)[]>;

const seriesOf = (value: OfficialCase['result']) => value.frame?.columns ?? { series: value.series!.values };

describeSharedData("every case of numerai-tools' tie-kept rank", (folder) => {
  const { cases } = JSON.parse(readFileSync(`${folder}/scoring/rank.json`, 'utf8'));
  // `unsorted-index` is about pandas' index, which an array does not have.
  const applicable = cases.filter(
    (one: OfficialCase) => (one.name.endsWith('/average') || one.function === 'tie_kept_rank') && !one.error,
  );

  it('has some', () => expect(applicable.length).toBeGreaterThan(10));

  it.each(applicable as OfficialCase[])('$name', ({ args, result }) => {
    const expected = seriesOf(result);
    for (const [name, cells] of Object.entries(seriesOf(args[0]))) {
      expect(tieKeptRank(numbers(cells))).toEqual(numbers(expected[name]!));
    }
  });
});
