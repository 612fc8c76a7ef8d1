import { describe, expect, it } from '@jest/globals';
import type { FeatureInfo } from '../../shared/models/lightgbmHeader.ts';
import { numericColumn } from '../../shared/models/numericColumn.ts';
import { type Levels, pandasLevels } from '../../shared/models/pandasLevels.ts';

const category: FeatureInfo = { kind: 'category', largest: 1 };
const number: FeatureInfo = { kind: 'number', min: -1.5, max: 2.5 };
const codes: FeatureInfo = { kind: 'number', min: 0, max: 2 };
const none: FeatureInfo = { kind: 'none' };
const ab = ['a', 'b'];

describe('pandasLevels', () => {
  it('gives the lists to the category features in order', () => {
    expect(pandasLevels('[["a","b"],[1,2]]', [number, category, none, category])).toEqual([
      undefined,
      ab,
      undefined,
      [1, 2],
    ]);
  });

  it('gives a list to an unused category feature when that is the only way', () => {
    expect(pandasLevels('[["x"],["a","b"]]', [none, number, category])).toEqual([['x'], undefined, ab]);
  });

  it('leaves codes alone in a file without lists', () => {
    for (const json of [undefined, 'null', '[]']) {
      expect(pandasLevels(json, [category, number])).toEqual([undefined, undefined]);
    }
  });

  it.each([
    ['more lists than category features', '[["a","b"],["c"]]', [category, number]],
    ['fewer lists than category features', '[["a","b"]]', [category, category]],
    ['an ordered category in the place of an unused one', '[["a","b"],["c"]]', [codes, category, none]],
    ['a list with fewer levels than codes were seen', '[["a"]]', [category]],
    ['a file that does not describe its features', '[["a","b"]]', []],
  ])('refuses to guess with %s', (_, json, infos) => {
    const refusal = expect.objectContaining({
      code: 'unsupported_model',
      hint: expect.stringContaining('cat.codes'),
    });
    expect(() => pandasLevels(json, infos)).toThrow(refusal);
  });
});

describe('numericColumn', () => {
  const text = (values: (string | null)[], levels: Levels) => [
    ...numericColumn({ kind: 'text', values }, levels, 'sector'),
  ];
  const numbers = (values: number[], levels: Levels) => [
    ...numericColumn({ kind: 'number', values: Float64Array.from(values) }, levels, 'tier'),
  ];

  it('turns a level into its place, byte by byte, and what is none into NaN', () => {
    expect(text(['b', 'a', 'B', 'b ', '', null, 'nan'], ab)).toEqual([1, 0, NaN, NaN, NaN, NaN, NaN]);
  });

  it('finds integer levels in number columns and in text columns', () => {
    expect(numbers([20, 10, 15, NaN, 10.5, -0], [10, 20, 0])).toEqual([1, 0, NaN, NaN, NaN, 2]);
    expect(text(['20', '10', 'x'], [10, 20])).toEqual([1, 0, NaN]);
  });

  it('finds boolean levels as pandas and as JSON write them, and as 0 and 1', () => {
    expect(text(['True', 'false', 'TRUE'], [false, true])).toEqual([1, 0, NaN]);
    expect(numbers([1, 0, 2], [false, true])).toEqual([1, 0, NaN]);
  });

  it('finds no text level in a number column', () => {
    expect(numbers([10], ['10'])).toEqual([NaN]);
  });

  it('hands a number column on as it is', () => {
    const values = Float64Array.of(1, NaN, -0);
    expect(numericColumn({ kind: 'number', values }, undefined, 'x')).toBe(values);
  });
});
