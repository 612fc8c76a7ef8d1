import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { tieKeptRank } from '../../shared/domain/ranks.ts';
import { addDays } from '../../shared/domain/utcDay.ts';
import { CATALOGUE } from '../../shared/features/catalogue.ts';
import { COMPUTED_FEATURES } from '../../shared/features/computedFeatures.ts';
import { computeFeatures } from '../../shared/features/computeFeatures.ts';
import { crossSection } from '../../shared/features/crossSection.ts';
import { findColumn, findColumns } from '../../shared/features/findColumns.ts';
import { fiveBins } from '../../shared/features/fiveBins.ts';
import { inventedPanel } from '../support/inventedPanel.ts';

describe('the five bins', () => {
  it('cut 300 and 500 tokens as Numerai’s live file does: 5, 20, 50, 20 and 5 %', () => {
    for (const n of [300, 500]) {
      const bins = [...fiveBins(tieKeptRank(Float64Array.from({ length: n }, (_, i) => Math.sin(i))))];
      const counts = [0, 0.25, 0.5, 0.75, 1].map((bin) => bins.filter((value) => value === bin).length);
      expect(counts).toEqual([n * 0.05, n * 0.2, n * 0.5, n * 0.2, n * 0.05]);
    }
  });

  it('match pandas on eleven values', () => {
    // pd.qcut(pd.Series(range(11)), [0, .05, .25, .75, .95, 1], labels=False) / 4
    const expected = [0, 0.25, 0.25, 0.5, 0.5, 0.5, 0.5, 0.5, 0.75, 0.75, 1];
    expect([...fiveBins(tieKeptRank(Float64Array.from({ length: 11 }, (_, i) => i)))]).toEqual(expected);
  });

  it('put equal values in one bin, all in the middle when all are equal, and leave the unknown unknown', () => {
    expect([...fiveBins(tieKeptRank(Float64Array.of(7, 7, 7, Number.NaN)))]).toEqual([
      0.5,
      0.5,
      0.5,
      Number.NaN,
    ]);
    expect([...fiveBins(tieKeptRank(Float64Array.of(7)))]).toEqual([0.5]);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 2 }), (values) => {
        const bins = fiveBins(tieKeptRank(Float64Array.from(values)));
        for (const [i, a] of values.entries()) {
          for (const [j, b] of values.entries()) {
            if (a === b) expect(bins[i]).toBe(bins[j]);
            if (a < b) expect(bins[i]).toBeLessThanOrEqual(bins[j]!);
          }
        }
      }),
    );
  });
});

describe('a cross-section', () => {
  const panel = inventedPanel({ tokens: 12, days: 90 });
  const last = addDays(panel.firstDay, 89);
  const columns = findColumns(['momentum_20', 'momentum_20_rank', 'momentum_20_gauss', 'binned_momentum_20']);
  const block = computeFeatures(panel, { columns, from: addDays(last, -4), to: last, sources: [] });

  it('ranks among its tokens only, in their order, and knows nothing of strangers', () => {
    const ucids = ['3', 'nobody', '1', '2', ''];
    const [plain, rank, gauss, bin] = crossSection(block, columns, { day: last, ucids });
    expect([...rank!]).toEqual([...tieKeptRank(plain!)]);
    expect([plain![1], rank![1], gauss![1], bin![1], rank![4]]).toEqual(Array(5).fill(Number.NaN));
    // scipy.stats.norm.ppf([1/6, 1/2, 5/6])
    const expected = [-0.967421566101701, 0, 0.967421566101701].map((value) => expect.closeTo(value, 12));
    expect([...gauss!].filter((value) => !Number.isNaN(value)).sort((a, b) => a - b)).toEqual(expected);
  });

  it('is unknown on days outside of the block', () => {
    for (const day of [addDays(last, 1), addDays(last, -5)]) {
      expect([...crossSection(block, columns, { day, ucids: ['1', '2'] })[1]!]).toEqual([
        Number.NaN,
        Number.NaN,
      ]);
    }
  });

  it('gives columns that do not share memory with the block or each other', () => {
    const section = { day: last, ucids: ['1', '2', '3'] };
    const [first, again] = crossSection(block, [columns[0]!, columns[0]!], section);
    const before = [...again!];
    first!.fill(0);
    expect([...again!]).toEqual(before);
    expect([...crossSection(block, columns, section)[0]!]).toEqual(before);
  });

  it('fills the same arrays day after day, where they are given', () => {
    const into = columns.map(() => new Float64Array(3));
    for (const [back, ucids] of [
      ['1', '2', '3'],
      ['2', 'nobody', '1'],
      ['', '', ''],
    ].entries()) {
      const section = { day: addDays(last, -back), ucids };
      expect(crossSection(block, columns, { ...section, into })).toBe(into);
      expect(into.map((values) => [...values])).toEqual(
        crossSection(block, columns, section).map((values) => [...values]),
      );
    }
  });
});

describe('names of columns', () => {
  it('stand for a feature as it is, ranked, gaussianised or binned, each with a version of its own', () => {
    const names = ['rsi_14', 'rsi_14_rank', 'rsi_14_gauss', 'rsi_14_bin', 'binned_rsi_20'];
    const columns = findColumns(names);
    expect(columns.map(({ name }) => name)).toEqual(names);
    expect(columns.map(({ transform }) => transform)).toEqual([undefined, 'rank', 'gauss', 'bin', 'bin']);
    expect(columns.map(({ name }) => COMPUTED_FEATURES.get(name))).toEqual(
      columns.map(({ version }) => version),
    );
  });

  it('include Numerai’s eleven families over 20 and 60 days, binned, under names of our own', () => {
    const binned = CATALOGUE.filter(({ family }) => family === 'numerai');
    expect(binned).toHaveLength(22);
    expect(binned.every(({ transform, name }) => transform === 'bin' && !name.startsWith('feature_'))).toBe(
      true,
    );
  });

  it('cannot be ranked twice, and a wrong one is refused with the nearest', () => {
    expect(findColumn('binned_rsi_20_rank')).toBeUndefined();
    expect(() => findColumns(['momentun_20'])).toThrow(
      'there is no market feature "momentun_20"; the nearest: momentum_20',
    );
  });
});
