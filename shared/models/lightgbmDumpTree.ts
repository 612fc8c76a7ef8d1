import * as z from 'zod';
import { InputError } from '../errors.ts';
import { documentPart, Float, floats, NumberList, wholes } from './documentPart.ts';
import type { LightgbmTree } from './lightgbmTree.ts';
import { flattenTree, type NestedNode } from './nestedTree.ts';
import type { setPacker } from './setPacker.ts';

const CATEGORY = 1;
const DEFAULT_LEFT = 2;
const MISSING = { None: 0, Zero: 4, NaN: 8 } as const;
/** What LightGBM writes for an infinite number. */
const INFINITE = 1e300;
/** In characters: two million categories. */
const LONGEST_SET = 2 ** 24;

const Inner = z.object({
  split_feature: z.int().min(0),
  threshold: z.union([Float, z.string()]),
  decision_type: z.enum(['<=', '==']),
  default_left: z.boolean(),
  missing_type: z.enum(['None', 'Zero', 'NaN']),
  left_child: z.unknown(),
  right_child: z.unknown(),
});
type Inner = z.infer<typeof Inner>;

const Leaf = z.object({
  leaf_value: Float,
  leaf_const: Float.optional(),
  leaf_features: NumberList.default([]),
  leaf_coeff: NumberList.default([]),
});
type Leaf = z.infer<typeof Leaf>;

interface DumpedTreeOptions {
  readonly featureCount: number;
  readonly packSets: ReturnType<typeof setPacker>;
}

/** @throws InputError `model_damaged`, `unsupported_model` */
export function dumpedTree(structure: unknown, where: string, options: DumpedTreeOptions): LightgbmTree {
  const { inner, leaves, left, right } = flattenTree(structure, (node) => open(node, where));
  const sets = inner.flatMap(({ threshold }) =>
    typeof threshold === 'string' ? [categories(threshold)] : [],
  );
  const { setBounds: catBoundaries, setWords: catThreshold } = options.packSets(sets);
  const tree: LightgbmTree = {
    leafValue: Float64Array.from(leaves, (leaf) => leaf.leaf_value),
    splitFeature: Int32Array.from(inner, (node) => node.split_feature),
    threshold: thresholds(inner),
    decisionType: Uint8Array.from(inner, decision),
    leftChild: left,
    rightChild: right,
    catBoundaries,
    catThreshold,
    linear: leaves.some((leaf) => leaf.leaf_const !== undefined) ? linearLeaves(leaves, where) : undefined,
  };
  checkFeatures([tree.splitFeature, tree.linear?.features ?? new Int32Array()], where, options);
  return tree;
}

function open(node: unknown, where: string): NestedNode<Inner, Leaf> {
  if (typeof node === 'object' && node !== null && !('split_feature' in node)) {
    return { leaf: documentPart(Leaf, node, where) };
  }
  const inner = documentPart(Inner, node, where);
  if ((inner.decision_type === '==') !== (typeof inner.threshold === 'string')) {
    throw new InputError('model_damaged', `${where}: a threshold does not fit ${inner.decision_type}`);
  }
  return { inner, left: inner.left_child, right: inner.right_child };
}

/** Category nodes: the number of their set, counted in the order of the nodes. */
function thresholds(inner: readonly Inner[]): Float64Array {
  let sets = 0;
  return Float64Array.from(inner, ({ threshold }) => {
    if (typeof threshold === 'string') return sets++;
    return Math.abs(threshold) >= INFINITE ? Math.sign(threshold) * Infinity : threshold;
  });
}

function decision({ threshold, default_left, missing_type }: Inner): number {
  if (typeof threshold === 'string') return CATEGORY;
  return (default_left ? DEFAULT_LEFT : 0) + MISSING[missing_type];
}

/** `1||4||5` */
function categories(threshold: string): Int32Array {
  if (threshold === '') return new Int32Array();
  const codes = threshold.length > LONGEST_SET ? [''] : threshold.split('||');
  if (codes.every((code) => /^\d{1,9}$/.test(code))) return Int32Array.from(codes, Number);
  throw new InputError('model_damaged', `${JSON.stringify(threshold.slice(0, 24))} is no set of categories`);
}

function linearLeaves(leaves: readonly Leaf[], where: string): NonNullable<LightgbmTree['linear']> {
  const features = leaves.map((leaf) => wholes(leaf.leaf_features, `${where}.leaf_features`));
  const coefficients = leaves.map((leaf) => floats(leaf.leaf_coeff, `${where}.leaf_coeff`));
  if (features.some(({ length }, i) => length !== coefficients[i]?.length)) {
    throw new InputError('model_damaged', `${where}: a leaf has not as many coefficients as features`);
  }
  return {
    constant: Float64Array.from(leaves, (leaf) => leaf.leaf_const ?? leaf.leaf_value),
    sizes: Int32Array.from(features, ({ length }) => length),
    features: Int32Array.from(features.flatMap((list) => [...list])),
    coefficients: Float64Array.from(coefficients.flatMap((list) => [...list])),
  };
}

function checkFeatures(lists: Int32Array[], where: string, { featureCount }: DumpedTreeOptions): void {
  const wrong = lists.flatMap((list) => [...list]).find((feature) => feature < 0 || feature >= featureCount);
  if (wrong === undefined) return;
  throw new InputError(
    'model_damaged',
    `${where}: feature ${wrong} is not among the ${featureCount} of the model`,
  );
}
