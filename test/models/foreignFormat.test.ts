import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { deflateSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { readModel } from '../../shared/models/readModel.ts';
import { describeSharedData } from '../support/sharedData.ts';

function read(content: string, filename = 'model.txt') {
  return readModel(Buffer.from(content, 'latin1'), filename);
}

describe('a file in a format that is not read', () => {
  it.each([
    ['model.pkl', '\x80\x04\x95rest', /pickle/, /save_model\("model.txt"\)/],
    ['model', '\x80\x05\x95rest', /pickle/, /booster_/],
    ['model.joblib', 'x\x9crest', /pickle or joblib/, /joblib\.load/],
    ['old.pkl', '(lp0', /pickle/, /save_model/],
    ['m.pkl', '\x80\x04\x95xgboost.sklearn', /holds an XGBoost model/, /m\.save_model\("model.ubj"\)/],
    ['m.pkl', '\x80\x04\x95lightgbm.sklearn xgboost_dart_mode', /holds a LightGBM model/, /"model.txt"/],
    ['m.pkl', '\x80\x04\x95catboost.core', /holds a CatBoost model/, /"model.json", format="json"/],
    ['m.pkl', '\x80\x04\x95sklearn.linear_model._ridge', /scikit-learn linear model/, /"kind": "linear"/],
    ['m.pkl', '\x80\x04\x95sklearn.ensemble', /scikit-learn model/, /skl2onnx\.to_onnx/],
    ['model.bin', 'binf\0\0', /XGBoost model in the old binary format/, /save_model\("model.ubj"\)/],
    ['dump.json', '[\n  { "nodeid": 0, "depth": 0', /XGBoost dump/, /save_model\("model.ubj"\)/],
    ['dump.txt', 'booster[0]:\n0:[f0<0.5]', /XGBoost dump/, /save_model/],
    ['model.cbm', 'CBM1rest', /CatBoost model in its binary format/, /load_model\("FILE"\)\.save_model/],
    ['net.pt', 'PK\x03\x04rest', /neural network/, /torch\.onnx\.export/],
    ['model.json', '{"weights": [1, 2]}', /no model file that is known/, /save_model/],
    ['live.parquet', 'PAR1rest', /no model file that is known/, /save_model/],
    ['model.txt', 'a,b\n1,2\n', /no model file that is known/, /booster\.save_model\("model.txt"\)/],
  ])('%s: is named, and the hint says how to export one', async (filename, content, message, hint) => {
    const refusal = expect.objectContaining({
      code: 'unsupported_model',
      message: expect.stringMatching(message),
      hint: expect.stringMatching(hint),
    });
    await expect(read(content, filename)).rejects.toThrow(refusal);
  });
});

describe('a compressed joblib file', () => {
  it('is named by what is in it', async () => {
    const packed = deflateSync(
      Buffer.concat([Buffer.from('\x80\x04\x95', 'latin1'), Buffer.from('xgboost.core')]),
    );
    await expect(readModel(packed, 'm.joblib')).rejects.toThrow('it holds an XGBoost model');
  });
});

describeSharedData('models that are not read', (data) => {
  it('are refused by name', async () => {
    const bytes = readFileSync(resolve(data, 'models', 'cb-binclf', 'model.cbm'));
    await expect(readModel(bytes, 'unnamed')).rejects.toThrow('CatBoost');
  });
});
