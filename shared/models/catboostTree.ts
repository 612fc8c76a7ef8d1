import * as z from 'zod';
import { InputError } from '../errors.ts';
import { type CatboostFeatures, categoryOf, floatOf } from './catboostFeatures.ts';
import { type CatboostSplit, catboostSplit, type SymmetricTree } from './catboostFile.ts';
import { documentPart, Float, floats, NumberList } from './documentPart.ts';
import type { InputOf } from './inputRegister.ts';
import { flattenTree, type NestedNode } from './nestedTree.ts';
import type { setPacker } from './setPacker.ts';
import type { Tree } from './treeEnsemble.ts';

export interface CatboostTreeOptions {
  /** Names the tree in messages. */
  readonly where: string;
  readonly outputs: number;
  readonly features: CatboostFeatures;
  readonly inputOf: InputOf;
  /** The place of a category's hash among those that splits of a feature ask for. */
  readonly codeOf: (feature: number, hash: number) => number;
  readonly packSets: ReturnType<typeof setPacker>;
}

/** What a node asks. Either "is it above?", which goes right, or "is it that category?", which goes right too. */
interface Question {
  readonly input: number;
  readonly threshold: number;
  /** The one member of the node's set. */
  readonly member: number | undefined;
}

/** @throws InputError `model_damaged`, `unsupported_model` */
export function symmetricTree({ splits, leaf_values }: SymmetricTree, options: CatboostTreeOptions): Tree {
  const { where, outputs } = options;
  const questions = (splits ?? []).map((split) => questionOf(catboostSplit(split, where), options));
  const depth = questions.length;
  const leafValue = floats(leaf_values, `${where}: leaf_values`);
  if (leafValue.length !== 2 ** depth * outputs) {
    throw damaged(where, `${depth} splits, ${outputs} outputs and ${leafValue.length} leaf values`);
  }
  // As a heap, the children of node i are 2i + 1 and 2i + 2; the root asks for the highest bit, the last split.
  const inner = 2 ** depth - 1;
  const asked = Array.from({ length: inner }, (_, i) => questions[depth - 32 + Math.clz32(i + 1)]!);
  const child = (i: number) => (i < inner ? i : ~(i - inner));
  const below = Int32Array.from(asked, (_, i) => child(2 * i + 1));
  const above = Int32Array.from(asked, (_, i) => child(2 * i + 2));
  return plainTree(asked, { below, above, leafValue }, options);
}

/** @throws InputError `model_damaged`, `unsupported_model` */
export function nonSymmetricTree(root: unknown, options: CatboostTreeOptions): Tree {
  const { where, outputs } = options;
  const { inner, leaves, left, right } = flattenTree(root, (node) => open(node, options));
  const leafValue = new Float64Array(leaves.length * outputs);
  leaves.forEach((values, leaf) => {
    if (values.length !== outputs)
      throw damaged(where, `a leaf has ${values.length} values for ${outputs} outputs`);
    leafValue.set(values, leaf * outputs);
  });
  return plainTree(inner, { below: left, above: right, leafValue }, options);
}

const Inner = z.object({ split: z.unknown(), left: z.unknown(), right: z.unknown() });
const Leaf = z.object({ value: z.union([NumberList, Float]) });

/** The values of a leaf; also tells how many outputs a model has. */
function open(node: unknown, options: CatboostTreeOptions): NestedNode<Question, Float64Array> {
  const { where } = options;
  if (typeof node === 'object' && node !== null && 'split' in node) {
    const { split, left, right } = documentPart(Inner, node, where);
    return { inner: questionOf(catboostSplit(split, where), options), left, right };
  }
  return { leaf: leafValues(node, where) };
}

/** @throws InputError `model_damaged` */
export function leafValues(node: unknown, where: string): Float64Array {
  const { value } = documentPart(Leaf, node, where);
  return typeof value === 'number' ? Float64Array.of(value) : floats(value, `${where}: value`);
}

function questionOf(split: CatboostSplit, options: CatboostTreeOptions): Question {
  const { features, inputOf, codeOf } = options;
  if (split.split_type === 'FloatFeature') {
    const { feature, nan } = floatOf(features, split.float_feature_index);
    return { input: inputOf(feature, nan), threshold: Math.fround(split.border), member: undefined };
  }
  const feature = categoryOf(features, split.cat_feature_index);
  return { input: inputOf(feature, 'category'), threshold: 0, member: codeOf(feature, split.value) };
}

/** Here the members of a set go left, so the children of such a node change places. */
function plainTree(
  asked: readonly Question[],
  { below, above, leafValue }: { below: Int32Array; above: Int32Array; leafValue: Float64Array },
  { packSets }: CatboostTreeOptions,
): Tree {
  const members = [...new Set(asked.flatMap(({ member }) => member ?? []))];
  const setOf = new Map(members.map((member, set) => [member, set]));
  return {
    firstOutput: 0,
    input: Int32Array.from(asked, ({ input }) => input),
    threshold: Float64Array.from(asked, ({ member, threshold }) =>
      member === undefined ? threshold : setOf.get(member)!,
    ),
    isSet: Uint8Array.from(asked, ({ member }) => Number(member !== undefined)),
    left: below.map((child, i) => (asked[i]!.member === undefined ? child : above[i]!)),
    right: above.map((child, i) => (asked[i]!.member === undefined ? child : below[i]!)),
    ...packSets(members.map((member) => [member])),
    leafValue,
    linear: undefined,
  };
}

function damaged(where: string, message: string): InputError {
  return new InputError('model_damaged', `${where}: ${message}`);
}
