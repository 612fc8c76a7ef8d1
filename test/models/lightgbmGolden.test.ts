import { basename, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { readModel } from '../../shared/models/readModel.ts';
import { caseFolders, expectedRows, goldenFolder, modelCase } from '../support/modelCase.ts';
import { rawBothWays } from '../support/rawBothWays.ts';
import { describeSharedData } from '../support/sharedData.ts';
import { ulpsApart } from '../support/ulps.ts';

const ULPS = 4;

describe('LightGBM models beside the code', () => {
  // test/golden/models/make.py says how they were made
  for (const folder of caseFolders(goldenFolder('models'), ['lgb-', 'made-'])) predictsAsTheLibrary(folder);
  predictsAsTheLibrary(
    goldenFolder('demo-model'),
    resolve(import.meta.dirname, '../../scripts/demo/demo-model.txt'),
  );
});

describeSharedData('LightGBM models of the shared data', (data) => {
  for (const folder of caseFolders(resolve(data, 'models'), ['lgb-'])) predictsAsTheLibrary(folder);

  it('uses every tree of a file saved with all rounds, whatever early stopping found', async () => {
    const { model, filename, columns, rows, expected } = modelCase(
      resolve(data, 'models/lgb-early-stopped'),
      'model-all-trees.txt',
    );
    const predicted = await (await readModel(model, filename)).raw(columns, rows);
    expect([...predicted]).toEqual([...expected.get('prediction_all_trees')!]);
  });
});

function predictsAsTheLibrary(folder: string, file?: string): void {
  it(`${basename(folder)}: raw scores have the library's bits, predictions are within ${ULPS} ulp`, async () => {
    const { model: bytes, filename, columns, rows, expected } = modelCase(folder, file);
    const model = await readModel(bytes, filename);
    const raw = expectedRows(expected, 'raw', model.outputs);
    expect(await rawBothWays(model, { columns, rows })).toEqual({ byFews: [...raw], atOnce: [...raw] });

    const prediction = model.prediction(raw);
    const wanted = expectedRows(expected, 'prediction', model.outputs);
    expect(prediction.length).toBe(wanted.length);
    expect(
      prediction.reduce((most, value, i) => Math.max(most, ulpsApart(value, wanted[i]!)), 0),
    ).toBeLessThanOrEqual(ULPS);
  });
}
