import * as z from 'zod';
import { InputError } from '../errors.ts';
import { Count, documentPart, listOf, NumberList } from './documentPart.ts';

/** Lists by node, as the file has them; node 0 is the root, -1 as left child makes a leaf. */
export const XgboostTree = z.object({
  left_children: NumberList,
  right_children: NumberList,
  split_indices: NumberList,
  /** Of a leaf: its value. */
  split_conditions: NumberList,
  default_left: NumberList,
  /** 1: the node tests a category set. Files of the first versions have none. */
  split_type: NumberList.optional(),
  categories: NumberList.default([]),
  categories_nodes: NumberList.default([]),
  categories_segments: NumberList.default([]),
  categories_sizes: NumberList.default([]),
  /** Leaves of several values, leaf by leaf; before 3.2 they stand in base_weights, node by node. */
  leaf_weights: NumberList.optional(),
  base_weights: NumberList.optional(),
  tree_param: z.object({ size_leaf_vector: Count.optional() }),
});
export type XgboostTree = z.infer<typeof XgboostTree>;

/** The levels of one feature: UTF-8 bytes cut by offsets, or numbers, or none. */
export const XgboostLevels = z.object({ offsets: NumberList.default([]), values: NumberList });
export type XgboostLevels = z.infer<typeof XgboostLevels>;

const Trees = z.object({
  trees: listOf(XgboostTree),
  tree_info: NumberList,
  gbtree_model_param: z.object({ num_trees: Count }),
  weight_drop: NumberList.optional(),
  cats: z.object({ enc: listOf(XgboostLevels) }).optional(),
});

const Booster = z.object({
  name: z.string(),
  model: z.unknown().optional(),
  gbtree: z.object({ model: z.unknown() }).optional(),
  weight_drop: NumberList.optional(),
});

const Document = z.object({
  version: z.tuple([z.number(), z.number()], z.number()),
  learner: z.object({
    feature_names: listOf(z.string()).default([]),
    learner_model_param: z.object({
      base_score: z.string(),
      num_class: Count,
      num_feature: Count,
      num_target: Count.default(1),
    }),
    objective: z.object({ name: z.string() }),
    gradient_booster: Booster,
  }),
});

/** What an XGBoost file holds, be it JSON or UBJSON. */
export interface XgboostFile extends Omit<z.infer<typeof Document>['learner'], 'gradient_booster'> {
  /** Major and minor number of the XGBoost that wrote it. */
  readonly version: readonly [number, number, ...number[]];
  readonly booster: XgboostTrees | XgboostLinear;
}

export interface XgboostTrees extends z.infer<typeof Trees> {
  readonly kind: 'trees';
}

export interface XgboostLinear {
  readonly kind: 'linear';
  /** Feature by feature the weight for each output; at the end each output's bias. */
  readonly weights: NumberList;
}

/**
 * The parts of an XGBoost document that matter for predicting.
 *
 * @throws InputError `model_damaged`, `unsupported_model`
 * @see https://xgboost.readthedocs.io/en/stable/tutorials/saving_model.html
 */
export function xgboostFile(document: unknown): XgboostFile {
  const { version, learner } = documentPart(Document, document, 'the file');
  return { ...learner, version, booster: boosterOf(learner.gradient_booster) };
}

function boosterOf(booster: z.infer<typeof Booster>): XgboostFile['booster'] {
  const where = 'gradient_booster';
  if (booster.name === 'gblinear') {
    return { kind: 'linear', ...documentPart(z.object({ weights: NumberList }), booster.model, where) };
  }
  if (booster.name !== 'gbtree' && booster.name !== 'dart') {
    throw new InputError(
      'unsupported_model',
      `the booster ${JSON.stringify(booster.name.slice(0, 60))} is not known`,
    );
  }
  const trees = documentPart(Trees, booster.gbtree?.model ?? booster.model, where);
  // DART: up to 3.2 beside `gbtree`, in 3.3 beside `model`, from 3.4 on in it.
  const weight_drop = trees.weight_drop ?? booster.weight_drop;
  const announced = trees.gbtree_model_param.num_trees;
  const found = trees.trees.length;
  if (found !== announced || trees.tree_info.length !== found) {
    throw new InputError(
      'model_damaged',
      `num_trees announces ${announced} trees, the file holds ${found} and tells the output of ${trees.tree_info.length}`,
    );
  }
  return { kind: 'trees', ...trees, ...(weight_drop && { weight_drop }) };
}
