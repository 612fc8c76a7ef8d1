import { describe, expect, it } from '@jest/globals';
import { type ModelDocument, modelDocument, readDocument } from '../support/modelDocument.ts';

const logistic = modelDocument('xgboost-logistic');
const categories = modelDocument('xgboost-categories');

const LISTS = [
  'left_children',
  'right_children',
  'split_indices',
  'split_conditions',
  'default_left',
  'split_type',
];

const treesOf = (document: ModelDocument) => document.learner.gradient_booster.model.trees;

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
      (m) => (m.trees[0].categories_segments[0] = 9999),
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
        const { model } = learner.gradient_booster;
        const nodes = [0, 1, 2];
        const [tree] = model.trees;
        tree.split_type.fill(1);
        Object.assign(tree, {
          categories: nodes.map(() => 2 ** 24 - 1),
          categories_nodes: nodes,
          categories_segments: nodes,
          categories_sizes: nodes.map(() => 1),
        });
        model.trees = Array.from({ length: 40 }, () => tree);
        model.tree_info = model.trees.map(() => 0);
        model.gbtree_model_param.num_trees = '40';
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
