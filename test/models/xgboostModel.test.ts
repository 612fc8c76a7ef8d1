import { describe, expect, it } from '@jest/globals';
import type { Column } from '../../shared/domain/table.ts';
import { readModel } from '../../shared/models/readModel.ts';
import { expectedRows, goldenFolder, modelCase } from '../support/modelCase.ts';
import { type ModelDocument, modelDocument, rawOf, readDocument } from '../support/modelDocument.ts';

const logistic = modelDocument('xgboost-logistic');
const dart = modelDocument('xgboost-dart');
const categories = modelDocument('xgboost-categories');

const treesOf = (document: ModelDocument) => {
  const booster = document.learner.gradient_booster;
  return (booster.gbtree ?? booster).model.trees;
};
const withBaseScore = (text: string) => (document: ModelDocument) => {
  document.learner.learner_model_param.base_score = text;
};
const numbers = (...values: number[]): Column => ({ kind: 'number', values: Float64Array.from(values) });
const texts = (...values: (string | null)[]): Column => ({ kind: 'text', values });

describe('an XGBoost model', () => {
  it('has names when it was trained with them, and none otherwise', () => {
    expect(readDocument(logistic)).toMatchObject({
      kind: 'xgboost-json',
      featureNames: undefined,
      featureCount: 4,
    });
    expect(readDocument(categories).featureNames).toEqual(['sector', 'tier', 'token', 'value']);
  });

  it('predicts one class number from several scores where the objective says so', () => {
    const model = readDocument(modelDocument('xgboost-softmax'));
    expect(model).toMatchObject({ outputs: 3, predictionOutputs: 1 });
    expect([...model.prediction(Float64Array.of(1, 2, 2, -1, -2, -3))]).toEqual([1, 0]);
  });

  it('reads the base score in every spelling it has had', async () => {
    const raw = await rawOf(readDocument(logistic), 'xgboost-logistic');
    expect(logistic.learner.learner_model_param.base_score).toBe('[3E-1]');
    for (const spelling of ['3E-1', '0.3', '[3E-1]', '[0.300000012]']) {
      expect(await rawOf(readDocument(logistic, withBaseScore(spelling)), 'xgboost-logistic')).toEqual(raw);
    }
    expect(await rawOf(readDocument(logistic, withBaseScore('[4E-1]')), 'xgboost-logistic')).not.toEqual(raw);
    for (const wrong of ['', '[]', 'half', '[3E-1,3E-1]', 'NaN']) {
      expect(() => readDocument(logistic, withBaseScore(wrong))).toThrow(/base_score is ".*" for 1 outputs/);
    }
  });

  it('takes one base score for all outputs, or one for each', async () => {
    const document = modelDocument('xgboost-targets');
    const first = (text: string) => rawOf(readDocument(document, withBaseScore(text)), 'xgboost-targets');
    expect(await first('5E-1')).toEqual(await first('[5E-1,5E-1]'));
    expect(await first('[5E-1,1E0]')).not.toEqual(await first('[5E-1,5E-1]'));
  });

  it('moves a base score that is no probability to one from 3.2 on, and before that takes its logarithm', async () => {
    const document = modelDocument('xgboost-logistic-clamped');
    const margin = async (version: number[]) => {
      const model = readDocument(document, (file) => {
        file.version = version;
        treesOf(file).splice(0);
        const { model } = file.learner.gradient_booster;
        model.tree_info = [];
        model.gbtree_model_param.num_trees = '0';
      });
      return (await model.raw([numbers(0), numbers(0), numbers(0), numbers(0)], 1))[0];
    };
    // -log(1 / b - 1) with b = 1e-9, as XGBoost 3.0.5 starts, and with 1e-6, as 3.2.0 does.
    expect(await margin([3, 0, 5])).toBe(-20.7232666015625);
    expect(await margin([3, 2, 0])).toBe(-13.815509796142578);
  });

  it('finds the weights of dropped trees in all three places they have stood in', async () => {
    const raw = await rawOf(readDocument(dart), 'xgboost-dart');
    const moved = (to: (booster: ModelDocument, weights: number[]) => void) =>
      readDocument(dart, ({ learner }) => {
        const { gbtree, weight_drop } = learner.gradient_booster;
        learner.gradient_booster = { name: 'gbtree', model: gbtree.model };
        to(learner.gradient_booster, weight_drop);
      });
    expect(
      await rawOf(
        moved((booster, weights) => Object.assign(booster, { weight_drop: weights })),
        'xgboost-dart',
      ),
    ).toEqual(raw);
    expect(
      await rawOf(
        moved(({ model }, weights) => Object.assign(model, { weight_drop: weights })),
        'xgboost-dart',
      ),
    ).toEqual(raw);
    expect(
      await rawOf(
        moved(() => {}),
        'xgboost-dart',
      ),
    ).not.toEqual(raw);
    expect(() => moved(({ model }) => Object.assign(model, { weight_drop: [1] }))).toThrow(
      /1 weights in weight_drop/,
    );
  });

  it('reads leaves of several values where versions before 3.2 kept them, with the nodes', async () => {
    const document = modelDocument('xgboost-vector-leaf');
    const older = readDocument(document, (file) => {
      for (const tree of treesOf(file)) {
        tree.left_children.forEach((left: number, node: number) => {
          if (left === -1) tree.right_children[node] = -1;
        });
        tree.leaf_weights = undefined;
      }
    });
    expect(await rawOf(older, 'xgboost-vector-leaf')).toEqual(
      await rawOf(readDocument(document), 'xgboost-vector-leaf'),
    );
  });

  it('does not look at what pruning left behind in the lists', async () => {
    const document = modelDocument('xgboost-pruned');
    const raw = await rawOf(readDocument(document), 'xgboost-pruned');
    const littered = readDocument(document, (file) => {
      for (const tree of treesOf(file)) {
        for (const list of [
          'left_children',
          'right_children',
          'split_conditions',
          'default_left',
          'split_type',
        ]) {
          tree[list].push(list.endsWith('children') ? 99_999 : 0);
        }
        tree.split_indices.push(2_147_483_647);
      }
    });
    expect(await rawOf(littered, 'xgboost-pruned')).toEqual(raw);
  });

  it('reads the bare NaN and Infinity that XGBoost 1.x writes, and the booleans of its first versions', async () => {
    const text = JSON.stringify(categories)
      .replaceAll(/"split_type":\[[^\]]*\]/g, (list) => list)
      .replace('"split_conditions":[1E-45', '"split_conditions":[NaN');
    const bare = text
      .replaceAll('"default_left":[0', '"default_left":[false')
      .replaceAll('"default_left":[1', '"default_left":[true');
    expect(bare).not.toBe(text);
    expect(await rawOf(await readModel(Buffer.from(bare), 'm'), 'xgboost-categories')).toEqual(
      await rawOf(readDocument(categories), 'xgboost-categories'),
    );
  });
});

describe('missing values of an XGBoost model', () => {
  const path = goldenFolder('models/xgboost-missing');
  const { model: bytes, columns, rows, expected } = modelCase(path, 'model.ubj');
  const read = readModel(bytes, 'model.ubj');

  it('are also those equal to the number declared missing, as float32', async () => {
    const model = await read;
    const wanted = [...expectedRows(expected, 'raw', 1)];
    for (const missing of [0.1, Math.fround(0.1), 0.1 + 1e-9]) {
      expect([...(await model.raw(columns, rows, { missing }))]).toEqual(wanted);
    }
    expect([...(await model.raw(columns, rows))]).not.toEqual(wanted);
    expect([...(await model.raw(columns, rows, { missing: 0.1 + 1e-7 }))]).not.toEqual(wanted);
  });

  it('leave the columns handed over as they were', async () => {
    const before = columns.map(({ values }) => [...values]);
    await (await read).raw(columns, rows, { missing: 0.1 });
    expect(columns.map(({ values }) => [...values])).toEqual(before);
  });
});

describe('categories of an XGBoost model', () => {
  const model = readDocument(categories);
  const score = async (...columns: Column[]) => [...(await model.raw(columns, 3))];
  const others = [numbers(10, 10, 10), texts('T1', 'T1', 'T1'), numbers(0.5, 0.5, 0.5)];

  it('that training did not see count as missing', async () => {
    const [unseen, missing, meme] = await score(texts('nft', null, 'meme'), ...others);
    expect(unseen).toBe(missing);
    expect(meme).not.toBe(missing);
  });

  it('are codes in files that store no levels: an unknown or negative one is in no set', async () => {
    const coded = readDocument(categories, ({ learner }) => {
      learner.gradient_booster.model.cats = undefined;
    });
    const row = async (code: number) =>
      (await coded.raw([numbers(code), numbers(0), numbers(1), numbers(0.5)], 1))[0];
    const rows = (...codes: number[]) => Promise.all(codes.map(row));
    expect(new Set(await rows(0, 1, 2, 3)).size).toBeGreaterThan(1);
    expect(new Set(await rows(4, 77, -1, -0.5, 2 ** 24, 1e30, Infinity))).toEqual(new Set(await rows(99)));
    expect(await row(0.9)).toBe(await row(0));
  });

  it('with names beyond ASCII are refused where XGBoost stored them cut, and read where it does not', async () => {
    const named = (version: number[]) =>
      readDocument(categories, (file) => {
        file.version = version;
        // "ñeme", with signed bytes as 3.2 writes them
        file.learner.gradient_booster.model.cats.enc[0] = {
          offsets: [0, 5, 9],
          values: [-61, -79, 101, 109, 101, 100, 101, 102, 105],
        };
      });
    expect(() => named([3, 2, 0])).toThrow(
      expect.objectContaining({ code: 'unsupported_model', hint: expect.stringContaining('plain letters') }),
    );
    expect(await named([3, 4, 1]).raw([texts('ñeme', 'defi', null), ...others], 3)).toHaveLength(3);
  });
});
