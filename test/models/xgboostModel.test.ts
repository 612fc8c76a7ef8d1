import { describe, expect, it } from '@jest/globals';
import type { Column } from '../../shared/domain/table.ts';
import { readModel } from '../../shared/models/readModel.ts';
import { expectedRows, goldenFolder, modelCase } from '../support/modelCase.ts';
import { type ModelDocument, modelDocument, rawOf, readDocument } from '../support/modelDocument.ts';

const logistic = modelDocument('xgboost-logistic');
const dart = modelDocument('xgboost-dart');
const categories = modelDocument('xgboost-categories');

const LISTS = [
  'left_children',
  'right_children',
  'split_indices',
  'split_conditions',
  'default_left',
  'split_type',
];

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

  it('reads the base score in every spelling it has had', () => {
    const raw = rawOf(readDocument(logistic), 'xgboost-logistic');
    expect(logistic.learner.learner_model_param.base_score).toBe('[3E-1]');
    for (const spelling of ['3E-1', '0.3', '[3E-1]', '[0.300000012]']) {
      expect(rawOf(readDocument(logistic, withBaseScore(spelling)), 'xgboost-logistic')).toEqual(raw);
    }
    expect(rawOf(readDocument(logistic, withBaseScore('[4E-1]')), 'xgboost-logistic')).not.toEqual(raw);
    for (const wrong of ['', '[]', 'half', '[3E-1,3E-1]', 'NaN']) {
      expect(() => readDocument(logistic, withBaseScore(wrong))).toThrow(/base_score is ".*" for 1 outputs/);
    }
  });

  it('takes one base score for all outputs, or one for each', () => {
    const document = modelDocument('xgboost-targets');
    const first = (text: string) => rawOf(readDocument(document, withBaseScore(text)), 'xgboost-targets');
    expect(first('5E-1')).toEqual(first('[5E-1,5E-1]'));
    expect(first('[5E-1,1E0]')).not.toEqual(first('[5E-1,5E-1]'));
  });

  it('moves a base score that is no probability to one from 3.2 on, and before that takes its logarithm', () => {
    const document = modelDocument('xgboost-logistic-clamped');
    const margin = (version: number[]) => {
      const model = readDocument(document, (file) => {
        file.version = version;
        treesOf(file).splice(0);
        const { model } = file.learner.gradient_booster;
        model.tree_info = [];
        model.gbtree_model_param.num_trees = '0';
      });
      return model.raw([numbers(0), numbers(0), numbers(0), numbers(0)], 1)[0];
    };
    // -log(1 / b - 1) with b = 1e-9, as XGBoost 3.0.5 starts, and with 1e-6, as 3.2.0 does.
    expect(margin([3, 0, 5])).toBe(-20.7232666015625);
    expect(margin([3, 2, 0])).toBe(-13.815509796142578);
  });

  it('finds the weights of dropped trees in all three places they have stood in', () => {
    const raw = rawOf(readDocument(dart), 'xgboost-dart');
    const moved = (to: (booster: ModelDocument, weights: number[]) => void) =>
      readDocument(dart, ({ learner }) => {
        const { gbtree, weight_drop } = learner.gradient_booster;
        learner.gradient_booster = { name: 'gbtree', model: gbtree.model };
        to(learner.gradient_booster, weight_drop);
      });
    expect(
      rawOf(
        moved((booster, weights) => Object.assign(booster, { weight_drop: weights })),
        'xgboost-dart',
      ),
    ).toEqual(raw);
    expect(
      rawOf(
        moved(({ model }, weights) => Object.assign(model, { weight_drop: weights })),
        'xgboost-dart',
      ),
    ).toEqual(raw);
    expect(
      rawOf(
        moved(() => {}),
        'xgboost-dart',
      ),
    ).not.toEqual(raw);
    expect(() => moved(({ model }) => Object.assign(model, { weight_drop: [1] }))).toThrow(
      /1 weights in weight_drop/,
    );
  });

  it('reads leaves of several values where versions before 3.2 kept them, with the nodes', () => {
    const document = modelDocument('xgboost-vector-leaf');
    const older = readDocument(document, (file) => {
      for (const tree of treesOf(file)) {
        tree.left_children.forEach((left: number, node: number) => {
          if (left === -1) tree.right_children[node] = -1;
        });
        tree.leaf_weights = undefined;
      }
    });
    expect(rawOf(older, 'xgboost-vector-leaf')).toEqual(rawOf(readDocument(document), 'xgboost-vector-leaf'));
  });

  it('does not look at what pruning left behind in the lists', () => {
    const document = modelDocument('xgboost-pruned');
    const raw = rawOf(readDocument(document), 'xgboost-pruned');
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
    expect(rawOf(littered, 'xgboost-pruned')).toEqual(raw);
  });

  it('reads the bare NaN and Infinity that XGBoost 1.x writes, and the booleans of its first versions', () => {
    const text = JSON.stringify(categories)
      .replaceAll(/"split_type":\[[^\]]*\]/g, (list) => list)
      .replace('"split_conditions":[1E-45', '"split_conditions":[NaN');
    const bare = text
      .replaceAll('"default_left":[0', '"default_left":[false')
      .replaceAll('"default_left":[1', '"default_left":[true');
    expect(bare).not.toBe(text);
    expect(rawOf(readModel(Buffer.from(bare), 'm'), 'xgboost-categories')).toEqual(
      rawOf(readDocument(categories), 'xgboost-categories'),
    );
  });
});

describe('missing values of an XGBoost model', () => {
  const path = goldenFolder('models/xgboost-missing');
  const { model: bytes, columns, rows, expected } = modelCase(path, 'model.ubj');
  const model = readModel(bytes, 'model.ubj');

  it('are also those equal to the number declared missing, as float32', () => {
    const wanted = [...expectedRows(expected, 'raw', 1)];
    for (const missing of [0.1, Math.fround(0.1), 0.1 + 1e-9]) {
      expect([...model.raw(columns, rows, { missing })]).toEqual(wanted);
    }
    expect([...model.raw(columns, rows)]).not.toEqual(wanted);
    expect([...model.raw(columns, rows, { missing: 0.1 + 1e-7 })]).not.toEqual(wanted);
  });

  it('leave the columns handed over as they were', () => {
    const before = columns.map(({ values }) => [...values]);
    model.raw(columns, rows, { missing: 0.1 });
    expect(columns.map(({ values }) => [...values])).toEqual(before);
  });
});

describe('categories of an XGBoost model', () => {
  const model = readDocument(categories);
  const score = (...columns: Column[]) => [...model.raw(columns, 3)];
  const others = [numbers(10, 10, 10), texts('T1', 'T1', 'T1'), numbers(0.5, 0.5, 0.5)];

  it('that training did not see count as missing', () => {
    const [unseen, missing, meme] = score(texts('nft', null, 'meme'), ...others);
    expect(unseen).toBe(missing);
    expect(meme).not.toBe(missing);
  });

  it('are codes in files that store no levels: an unknown or negative one is in no set', () => {
    const coded = readDocument(categories, ({ learner }) => {
      learner.gradient_booster.model.cats = undefined;
    });
    const row = (code: number) => coded.raw([numbers(code), numbers(0), numbers(1), numbers(0.5)], 1)[0];
    expect(new Set([0, 1, 2, 3].map(row)).size).toBeGreaterThan(1);
    expect(new Set([4, 77, -1, -0.5, 2 ** 24, 1e30, Infinity].map(row))).toEqual(new Set([row(99)]));
    expect(row(0.9)).toBe(row(0));
  });

  it('with names beyond ASCII are refused where XGBoost stored them cut, and read where it does not', () => {
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
    expect(named([3, 4, 1]).raw([texts('ñeme', 'defi', null), ...others], 3)).toHaveLength(3);
  });
});

describe('a damaged XGBoost file', () => {
  const tree = (change: (tree: ModelDocument) => void) => (document: ModelDocument) =>
    change(treesOf(document)[0]);
  const model = (change: (model: ModelDocument) => void) => (document: ModelDocument) =>
    change(document.learner.gradient_booster.model);

  it.each<[string, (document: ModelDocument) => void, RegExp]>([
    [
      'no learner parameters',
      ({ learner }) => delete learner.learner_model_param,
      /learner\.learner_model_param/,
    ],
    ['a child outside', tree((t) => (t.left_children[0] = 99)), /tree 0: node 0 leads to node 99/],
    ['a negative child', tree((t) => (t.right_children[0] = -1)), /node 0 leads to node -1/],
    ['a cycle', tree((t) => (t.left_children[0] = 0)), /node 0 leads to node 0/],
    ['a node with two parents', tree((t) => (t.left_children[0] = t.right_children[0])), /leads to node/],
    ['a feature that is not there', tree((t) => (t.split_indices[0] = 4)), /feature 4 is not among the 4/],
    [
      'lists of different lengths',
      tree((t) => t.default_left.pop()),
      /left children and \d+ values of defaultLeft/,
    ],
    ['text among numbers', tree((t) => (t.split_conditions[0] = '1')), /split_conditions holds "1" at 0/],
    [
      'a fraction among whole numbers',
      tree((t) => (t.left_children[0] = 1.5)),
      /left_children holds 1.5 at 0/,
    ],
    [
      'no nodes',
      tree((t) => {
        for (const key of LISTS) t[key] = [];
      }),
      /it has no nodes/,
    ],
    ['a tree less than announced', model((m) => m.trees.pop()), /announces 6 trees, the file holds 5/],
    [
      'an output that is not there',
      model((m) => (m.tree_info[2] = 1)),
      /tree 2 adds to output 1, the last is 0/,
    ],
    [
      'leaves of a strange width',
      tree((t) => (t.tree_param.size_leaf_vector = '3')),
      /leaves hold 3, 1 values for 1/,
    ],
    ['too few names', ({ learner }) => (learner.feature_names = ['a']), /names 1 of the model's 4 features/],
    ['a name twice', ({ learner }) => (learner.feature_names = ['a', 'a', 'b', 'c']), /stands twice/],
    [
      'a count that is none',
      ({ learner }) => (learner.learner_model_param.num_feature = '-1'),
      /num_feature: a count/,
    ],
  ])('is told by %s', (_, change, message) => {
    expect(() => readDocument(logistic, change)).toThrow(expect.objectContaining({ code: 'model_damaged' }));
    expect(() => readDocument(logistic, change)).toThrow(message);
  });

  it.each<[string, (model: ModelDocument) => void, RegExp]>([
    [
      'categories outside the list',
      (m) => (m.trees[0].categories_sizes[0] = 9999),
      /the categories of node \d+ are not in/,
    ],
    [
      'a category that is none',
      (m) => (m.trees[0].categories[0] = -1),
      /a category is negative or too large/,
    ],
    ['levels of other features', (m) => m.cats.enc.pop(), /cats tells of 3 features, not of 4/],
    ['levels outside the text', (m) => (m.cats.enc[0].offsets[1] = 99), /the texts do not lie in/],
  ])('is told by %s', (_, change, message) => {
    const changed = () => readDocument(categories, ({ learner }) => change(learner.gradient_booster.model));
    expect(changed).toThrow(expect.objectContaining({ code: 'model_damaged' }));
    expect(changed).toThrow(message);
  });

  it('is told by weights of a linear booster that are too few', () => {
    const changed = () =>
      readDocument(modelDocument('xgboost-gblinear'), ({ learner }) =>
        learner.gradient_booster.model.weights.pop(),
      );
    expect(changed).toThrow(/^4 weights for 4 features and a bias/);
  });
});

describe('an XGBoost file that is not read', () => {
  it.each<[string, (document: ModelDocument) => void, RegExp]>([
    [
      'an unknown objective',
      ({ learner }) => (learner.objective.name = 'reg:expectileerror'),
      /the objective "reg:expectileerror"/,
    ],
    [
      'a name of no objective',
      ({ learner }) => (learner.objective.name = 'constructor'),
      /the objective "constructor"/,
    ],
    [
      'an unknown booster',
      ({ learner }) => (learner.gradient_booster.name = 'gbforest'),
      /the booster "gbforest"/,
    ],
    [
      'a billion features',
      ({ learner }) => (learner.learner_model_param.num_feature = '999999999'),
      /too many/,
    ],
    [
      'sets of gigabytes',
      ({ learner }) => {
        const [tree] = learner.gradient_booster.model.trees;
        const nodes = tree.left_children.flatMap((left: number, node: number) => (left === -1 ? [] : [node]));
        tree.split_type.fill(1);
        Object.assign(tree, {
          categories: [2 ** 24 - 1],
          categories_nodes: nodes,
          categories_segments: nodes.map(() => 0),
          categories_sizes: nodes.map(() => 1),
        });
        learner.gradient_booster.model.trees = Array.from({ length: 40 }, () => tree);
        learner.gradient_booster.model.tree_info = Array.from({ length: 40 }, () => 0);
        learner.gradient_booster.model.gbtree_model_param.num_trees = '40';
      },
      /category sets take more than 128 MiB/,
    ],
  ])('is refused: %s', (_, change, message) => {
    expect(() => readDocument(logistic, change)).toThrow(
      expect.objectContaining({ code: 'unsupported_model' }),
    );
    expect(() => readDocument(logistic, change)).toThrow(message);
  });
});
