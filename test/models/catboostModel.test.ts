import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { Column } from '../../shared/domain/table.ts';
import { cityHash64 } from '../../shared/models/cityHash64.ts';
import { readModel } from '../../shared/models/readModel.ts';
import { goldenFolder } from '../support/modelCase.ts';
import { type ModelDocument, modelDocument, rawOf, readDocument } from '../support/modelDocument.ts';

const rmse = modelDocument('catboost-rmse');
const depthwise = modelDocument('catboost-depthwise');
const oneHot = modelDocument('catboost-one-hot');
const classes = modelDocument('catboost-multiclass');

describe('a CatBoost model', () => {
  it('has names when it was trained with them, and none when they are empty or numbers', () => {
    expect(readDocument(rmse)).toMatchObject({
      kind: 'catboost-json',
      featureNames: undefined,
      featureCount: 4,
    });
    expect(readDocument(oneHot).featureNames).toEqual(['value', 'sector', 'tier']);
    const numbered = readDocument(rmse, ({ features_info }) => {
      for (const feature of features_info.float_features)
        feature.feature_id = String(feature.flat_feature_index);
    });
    expect(numbered.featureNames).toBeUndefined();
  });

  it('reads a file without scale and bias, or with one number for all biases, as older versions write it', async () => {
    const raw = await rawOf(readDocument(rmse), 'catboost-rmse');
    const [, [bias]] = rmse.scale_and_bias;
    const plain = await rawOf(
      readDocument(rmse, (file) => delete file.scale_and_bias),
      'catboost-rmse',
    );
    expect(plain.map((sum) => sum + bias)).toEqual(raw);
    const bare = readDocument(rmse, (file) => {
      file.scale_and_bias = [1, bias];
    });
    expect(await rawOf(bare, 'catboost-rmse')).toEqual(raw);
  });

  it('knows its loss from parameters that are JSON within the JSON, as older versions write them', () => {
    const packed = readDocument(classes, ({ model_info }) => {
      model_info.params = JSON.stringify(model_info.params);
    });
    const scores = Float64Array.of(0, 0, 0);
    expect([...packed.prediction(scores)]).toEqual([1 / 3, 1 / 3, 1 / 3]);
    expect([...readDocument(classes, (file) => delete file.model_info).prediction(scores)]).toEqual([
      0, 0, 0,
    ]);
  });

  it('reads a tree without splits', async () => {
    const constant = readDocument(rmse, (file) => {
      file.oblivious_trees = [{ leaf_values: [2.5], splits: null }];
      file.scale_and_bias = [2, [1]];
    });
    expect(new Set(await rawOf(constant, 'catboost-rmse'))).toEqual(new Set([6]));
  });

  it('reads trees as deep as a chain can be', async () => {
    const [split] = [depthwise.trees[0].split];
    let chain: ModelDocument = { value: 1 };
    for (let depth = 0; depth < 3000; depth++) chain = { split, left: chain, right: { value: 0 } };
    // Not by structuredClone or JSON.stringify, which do not go as deep.
    const text = JSON.stringify({ ...depthwise, trees: ['HERE'] }).replace('"HERE"', chainText(chain));
    const raw = await rawOf(await readModel(Buffer.from(text), 'm'), 'catboost-depthwise');
    expect(new Set(raw).size).toBe(2);
  });
});

function chainText(node: ModelDocument): string {
  const heads: string[] = [];
  let at = node;
  for (; at.split; at = at.left) heads.push(`{"split":${JSON.stringify(at.split)},"left":`);
  return heads.join('') + JSON.stringify(at) + ',"right":{"value":0}}'.repeat(heads.length);
}

describe('categories of a CatBoost model', () => {
  const model = readDocument(oneHot);
  const score = async (sector: Column, tier: Column) => {
    const rows = sector.values.length;
    return [...(await model.raw([{ kind: 'number', values: new Float64Array(rows) }, sector, tier], rows))];
  };
  const texts = (...values: (string | null)[]): Column => ({ kind: 'text', values });
  const numbers = (...values: number[]): Column => ({ kind: 'number', values: Float64Array.from(values) });

  it('are the digits of a whole number, as text or not', async () => {
    expect(await score(texts('defi', 'defi'), texts('10', '-20'))).toEqual(
      await score(texts('defi', 'defi'), numbers(10, -20)),
    );
    expect(await score(texts('defi'), numbers(10))).not.toEqual(await score(texts('defi'), numbers(-20)));
  });

  it.each([
    ['', 'the empty text where missing, which is what a CSV file says too'],
    ['nan', 'the text "nan" where missing, which is what Python makes of it, if the model knows that'],
  ])('are %p: %s', async (text) => {
    const hash = Number(BigInt.asIntN(32, cityHash64(Buffer.from(text))));
    const asking = readDocument(oneHot, ({ oblivious_trees }) => {
      for (const tree of oblivious_trees)
        for (const split of tree.splits) if (split.cat_feature_index === 0) split.value = hash;
    });
    const sectors = texts(null, text, 'nothing');
    const [missing, same, unseen] = await asking.raw([numbers(0, 0, 0), sectors, numbers(10, 10, 10)], 3);
    expect(missing).toBe(same);
    expect(missing).not.toBe(unseen);
  });
});

describe('a damaged CatBoost file', () => {
  const tree = (change: (tree: ModelDocument) => void) => (document: ModelDocument) =>
    change(document.oblivious_trees[1]);

  it.each<[string, (document: ModelDocument) => void, RegExp]>([
    ['no trees', (file) => (file.oblivious_trees = []), /holds no trees/],
    [
      'leaf values too few',
      tree((t) => t.leaf_values.pop()),
      /tree 1: 3 splits, 1 outputs and 7 leaf values/,
    ],
    ['a split too many', tree((t) => t.splits.push(t.splits[0])), /4 splits, 1 outputs and 8 leaf values/],
    ['a leaf value that is text', tree((t) => (t.leaf_values[2] = 'x')), /leaf_values holds "x" at 2/],
    [
      'a float feature that is not there',
      tree((t) => (t.splits[0].float_feature_index = 9)),
      /float feature 9 of 4/,
    ],
    ['a split without a border', tree((t) => delete t.splits[0].border), /tree 1\.border/],
    [
      'a feature twice',
      ({ features_info: f }) => (f.float_features[1].flat_feature_index = 0),
      /feature 1 is missing or/,
    ],
    ['a bias too many', (file) => (file.scale_and_bias[1] = [1, 2]), /2 biases for 1 outputs/],
    [
      'values of no whole leaf',
      (file) => file.oblivious_trees[0].leaf_values.pop(),
      /tree 0: its leaf values do not fit/,
    ],
  ])('is told by %s', (_, change, message) => {
    expect(() => readDocument(rmse, change)).toThrow(expect.objectContaining({ code: 'model_damaged' }));
    expect(() => readDocument(rmse, change)).toThrow(message);
  });

  it('is told by a node without a child, and a leaf of another width', () => {
    expect(() => readDocument(depthwise, ({ trees }) => delete trees[0].left)).toThrow(/tree 0/);
    const wide = ({ trees }: ModelDocument) => {
      trees[1] = { value: [1, 2] };
    };
    expect(() => readDocument(depthwise, wide)).toThrow(/tree 1: a leaf has 2 values for 1 outputs/);
  });

  it('is told by a category feature that is not there', () => {
    const split = ({ oblivious_trees }: ModelDocument) => {
      for (const tree of oblivious_trees) for (const one of tree.splits) one.cat_feature_index = 5;
    };
    expect(() => readDocument(oneHot, split)).toThrow(/category feature 5 of 2/);
  });
});

describe('a CatBoost file that is not read', () => {
  it('asks for statistics of categories: it is refused, with how to train one that is read', async () => {
    const bytes = readFileSync(goldenFolder('models/refused/catboost-ctr.json'));
    await expect(readModel(bytes, 'model.json')).rejects.toThrow(
      expect.objectContaining({
        code: 'unsupported_model',
        message: 'tree 0 asks a "OnlineCtr", which is not read',
        hint: expect.stringContaining('max_ctr_complexity=0'),
      }),
    );
  });
});
