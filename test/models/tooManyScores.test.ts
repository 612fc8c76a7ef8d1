import { describe, expect, it } from '@jest/globals';
import { predictTable } from '../../scripts/predictTable.ts';
import { readModel } from '../../shared/models/readModel.ts';
import { scoreArray } from '../../shared/models/scoreArray.ts';
import { rejectionOf } from '../support/limits.ts';

const OUTPUTS = 10_000;
/** With so many outputs 80 GB of scores. */
const ROWS = 1_000_000;
const columns = [{ kind: 'number', values: new Float64Array(ROWS) } as const];
const table = { rows: ROWS, columns: new Map([['x', columns[0]!]]) };
const zeros = (n: number) => Array(n).fill(0);

const linear = {
  kind: 'linear',
  features: ['x'],
  coefficients: Array(OUTPUTS).fill([1]),
  intercept: zeros(OUTPUTS),
};
/** LightGBM's text format with one leaf a class. */
const lightgbm = [
  'tree',
  'version=v4',
  `num_class=${OUTPUTS}`,
  `num_tree_per_iteration=${OUTPUTS}`,
  'label_index=0',
  'max_feature_idx=0',
  `objective=multiclass num_class:${OUTPUTS}`,
  'feature_names=x',
  'feature_infos=[0:1]',
  '',
  ...Array.from(
    { length: OUTPUTS },
    (_, i) => `Tree=${i}\nnum_leaves=1\nnum_cat=0\nleaf_value=0.5\nshrinkage=1\n\n`,
  ),
  'end of trees',
  '',
].join('\n');

describe('a table of more rows than the scores of a model can be held of', () => {
  it.each([
    ['linear', JSON.stringify(linear)],
    ['LightGBM', lightgbm],
  ])('is refused with the numbers and what to do (%s)', async (_, file) => {
    const model = await readModel(Buffer.from(file), 'model');
    expect(model.outputs).toBe(OUTPUTS);
    const predicting = predictTable(model, table, { raw: false, missing: undefined });
    expect(await rejectionOf(predicting)).toMatchObject({
      name: 'InputError',
      code: 'too_many_scores',
      message: '1000000 rows × 10000 outputs take 80 GB, more than can be held at once',
      hint: expect.stringContaining('Split the table'),
    });
  });
});

describe('scoreArray', () => {
  it('is as long as asked for, of zeros', () => {
    expect([...scoreArray(2, 3)]).toEqual([0, 0, 0, 0, 0, 0]);
    expect(scoreArray(0, 3)).toHaveLength(0);
  });
});
