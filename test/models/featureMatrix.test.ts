import { describe, expect, it } from '@jest/globals';
import type { Column, Table } from '../../shared/domain/table.ts';
import { featureMatrix } from '../../shared/models/featureMatrix.ts';
import { nearestNames } from '../../shared/models/nearestNames.ts';

function table(...names: string[]): Table {
  const column = (i: number): Column => ({ kind: 'number', values: Float64Array.of(i) });
  return { rows: 1, columns: new Map(names.map((name, i) => [name, column(i)])) };
}

function first(columns: readonly Column[]): unknown[] {
  return columns.map(({ values }) => values[0]);
}

describe('featureMatrix', () => {
  it('takes columns by name in training order, whatever their order in the table', () => {
    const columns = featureMatrix([{ name: 'c' }, { name: 'a' }], table('a', 'b', 'c'));
    expect(first(columns)).toEqual([2, 0]);
  });

  it('names every missing feature with the names it was most likely meant to be', () => {
    const universe = table('feature_close_avg_20d', 'feature_close_avg_60d', 'symbol');
    const wanted = ['feature_close_avg_20d', 'feature_close_mean_60d', 'Symbol', 'unlike_anything'];
    expect(() =>
      featureMatrix(
        wanted.map((name) => ({ name })),
        universe,
      ),
    ).toThrow(
      expect.objectContaining({
        code: 'missing_features',
        message:
          "the table lacks 3 of the model's 4 features: feature_close_mean_60d (nearest: feature_close_avg_60d, " +
          'feature_close_avg_20d); Symbol (nearest: symbol); unlike_anything',
      }),
    );
  });

  it('names ten and counts the rest', () => {
    const wanted = Array.from({ length: 13 }, (_, i) => ({ name: `f${i}` }));
    expect(() => featureMatrix(wanted, table('other'))).toThrow(/lacks 13 of .* f9 and 3 more$/);
  });
});

describe('nearestNames', () => {
  it('lists the nearest first, at most three, and none that is too far', () => {
    expect(nearestNames('momentum', ['momentun', 'momentums_', 'MOMENTUM', 'xomentun', 'volume'])).toEqual([
      'MOMENTUM',
      'momentun',
      'momentums_',
    ]);
    expect(nearestNames('momentum', [])).toEqual([]);
  });
});
