import { resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { readModel } from '../../shared/models/readModel.ts';
import { expectedRows, goldenFolder, modelCase } from '../support/modelCase.ts';

describe('predictions of a CatBoost model', () => {
  // CatBoost has an exp of its own: with Math.exp, probabilities come out up to 6 ulp away.
  it.each([
    'catboost-multiclass',
    'catboost-multiclass-depthwise',
    'catboost-poisson',
    'catboost-uncertainty',
  ])('have the bits of the library where it takes powers of e: %s', async (name) => {
    const { model: bytes, expected } = modelCase(resolve(goldenFolder('models'), name), 'model.json');
    const model = await readModel(bytes, 'model.json');
    const raw = expectedRows(expected, 'raw', model.outputs);
    const wanted = expectedRows(expected, 'prediction', model.predictionOutputs);
    expect([...model.prediction(raw)]).toEqual([...wanted]);
  });

  it('are 0 and Infinity where a power of e is', async () => {
    const { model: bytes } = modelCase(resolve(goldenFolder('models'), 'catboost-poisson'), 'model.json');
    const model = await readModel(bytes, 'model.json');
    const raw = Float64Array.of(0, 709.7, 710, Infinity, -708, -709, -Infinity, NaN);
    const [one, large, ...rest] = model.prediction(raw);
    expect(one).toBe(1);
    expect(large! / Math.exp(709.7)).toBeCloseTo(1, 12);
    expect(rest.map((value) => (value > 0 && value < 1e-300 ? 'small' : value))).toEqual([
      Infinity,
      Infinity,
      'small',
      0,
      0,
      NaN,
    ]);
  });
});
