import { describe, expect, it } from '@jest/globals';
import type { Column } from '../../shared/domain/table.ts';
import { readModel } from '../../shared/models/readModel.ts';

const read = (document: unknown) => readModel(Buffer.from(JSON.stringify(document)), 'model.json');
const columns = (...values: number[][]): Column[] =>
  values.map((list) => ({ kind: 'number', values: Float64Array.from(list) }));
const plain = { kind: 'linear', features: ['a', 'b'], coefficients: [0.1, -2], intercept: 0.3 };

describe('a linear model', () => {
  it('adds feature by feature to the intercept, as the file lists them', async () => {
    const model = await read(plain);
    expect(model).toMatchObject({
      kind: 'linear-json',
      featureNames: ['a', 'b'],
      outputs: 1,
      predictionOutputs: 1,
    });
    expect([...(await model.raw(columns([1, 0], [1, 0.5]), 2))]).toEqual([0.3 + 0.1 + -2, 0.3 + 0 + -1]);
  });

  it('makes the score NaN where a feature is missing or declared so, even with a coefficient of 0', async () => {
    const model = await read({ ...plain, coefficients: [0, 1] });
    expect([...(await model.raw(columns([NaN, 1, -999], [1, 1, 1]), 3, { missing: -999 }))]).toEqual([
      NaN,
      1.3,
      NaN,
    ]);
  });

  it('has several outputs with a list of coefficients for each', async () => {
    const model = await read({
      kind: 'linear',
      coefficients: [
        [1, 2],
        [3, 4],
        [5, 6],
      ],
      intercept: [0.5, 0, -1],
    });
    expect(model).toMatchObject({ outputs: 3, featureCount: 2, featureNames: undefined });
    expect([...(await model.raw(columns([1, 0], [10, 1]), 2))]).toEqual([21.5, 43, 64, 2.5, 4, 5]);
    expect([...model.prediction(Float64Array.of(1, 2, 3))]).toEqual([1, 2, 3]);
  });

  it('may leave out names and intercept', async () => {
    const model = await read({ kind: 'linear', features: null, coefficients: [2] });
    expect([...(await model.raw(columns([4]), 1))]).toEqual([8]);
  });

  it.each([
    ['another kind', { ...plain, kind: 'ridge' }, /the file\.kind/],
    ['a name too many', { ...plain, features: ['a', 'b', 'c'] }, /names 3 of the model's 2 features/],
    ['text for a coefficient', { ...plain, coefficients: [1, '2'] }, /coefficients/],
    [
      'lists of different lengths',
      { ...plain, coefficients: [[1, 2], [1]], intercept: [0, 0] },
      /different numbers/,
    ],
    [
      'an intercept too few',
      {
        ...plain,
        coefficients: [
          [1, 2],
          [3, 4],
        ],
        intercept: [0],
      },
      /1 intercepts for 2/,
    ],
    ['no coefficients', { ...plain, features: null, coefficients: [] }, /no coefficients/],
  ])('is refused with %s', async (_, document, message) => {
    await expect(read(document)).rejects.toThrow(expect.objectContaining({ code: 'model_damaged' }));
    await expect(read(document)).rejects.toThrow(message);
  });
});
