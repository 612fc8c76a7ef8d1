import { existsSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { readModel } from '../../shared/models/readModel.ts';
import { caseFolders, expectedRows, goldenFolder, modelCase } from '../support/modelCase.ts';
import { rawBothWays } from '../support/rawBothWays.ts';
import { describeSharedData } from '../support/sharedData.ts';
import { ulpsApart, ulpsApart32 } from '../support/ulps.ts';

const ULPS = 4;
/** What the caller of the library declared missing. */
const MISSING: Readonly<Record<string, number>> = { 'xgb-missing': -999, 'xgboost-missing': 0.1 };

describe('models of other formats beside the code', () => {
  // test/golden/models/make_xgboost.py, make_catboost.py and dump.py say how they were made
  predictAsTheLibrary(goldenFolder('models'));
});

describeSharedData('models of other formats in the shared data', (data) => {
  predictAsTheLibrary(resolve(data, 'models'));
});

function predictAsTheLibrary(folder: string): void {
  const folders = caseFolders(folder, ['xgb', 'cb-', 'catboost-', 'lgb-', 'made-']);
  const files = folders.flatMap((path) =>
    ['model.json', 'model.ubj'].flatMap((file) => (existsSync(resolve(path, file)) ? [{ path, file }] : [])),
  );
  it.each(files.map(({ path, file }) => [basename(path), file, path]))('%s/%s', async (name, file, path) => {
    const { model: bytes, columns, rows, expected } = modelCase(path, file);
    const model = await readModel(bytes, file);
    const options = { missing: MISSING[name] };
    // Some cases hold nothing but raw scores, called prediction.
    const wanted = expected.has('raw') || expected.has('raw_0') ? 'raw' : 'prediction';
    const raw = expectedRows(expected, wanted, model.outputs);
    expect(await rawBothWays(model, { columns, rows, options })).toEqual({
      byFews: [...raw],
      atOnce: [...raw],
    });

    const apart = model.kind.startsWith('xgboost') ? ulpsApart32 : ulpsApart;
    const prediction = model.prediction(raw);
    const rowsWanted = expectedRows(expected, 'prediction', model.predictionOutputs);
    expect(prediction).toHaveLength(rowsWanted.length);
    expect(
      prediction.reduce((most, value, i) => Math.max(most, apart(value, rowsWanted[i]!)), 0),
    ).toBeLessThanOrEqual(ULPS);
  });
}
