import { InputError } from '../errors.ts';
import { floats, wholes } from './documentPart.ts';
import { nextDown32 } from './float32.ts';
import type { InputOf } from './inputRegister.ts';
import type { setPacker } from './setPacker.ts';
import { CODES_END, type Treatment } from './treatment.ts';
import type { Tree } from './treeEnsemble.ts';
import type { XgboostTree } from './xgboostFile.ts';
import { reachableNodes } from './xgboostNodes.ts';

export interface XgboostTreeOptions {
  /** Names the tree in messages. */
  readonly where: string;
  readonly firstOutput: number;
  /** DART: what its leaves are multiplied with. */
  readonly weight: number;
  readonly featureCount: number;
  readonly leafWidth: number;
  readonly inputOf: InputOf;
  readonly packSets: ReturnType<typeof setPacker>;
}

/** A tree's lists, as numbers of the right kind. */
interface Lists {
  readonly left: Int32Array;
  readonly right: Int32Array;
  readonly feature: Int32Array;
  readonly condition: Float64Array;
  readonly defaultLeft: Int32Array;
  readonly isSet: Int32Array;
}

/**
 * A tree in the form of all formats, where `x < t` becomes `x <= the float32 below t`, and the children of a
 * category node change places, because XGBoost sends the members of its set right.
 *
 * @throws InputError `model_damaged`, `unsupported_model`
 */
export function xgboostTree(file: XgboostTree, options: XgboostTreeOptions): Tree {
  const lists = listsOf(file, options.where);
  const nodes = reachableNodes(lists.left, lists.right, options.where);
  const sets = categorySets(file, options.where);
  const setNodes = nodes.inner.filter((node) => lists.isSet[node]);
  const setOf = new Map(setNodes.map((node, set) => [node, set]));
  const questions = nodes.inner.map((node) => question(node, lists, setOf.get(node)));
  return {
    firstOutput: options.firstOutput,
    input: Int32Array.from(questions, ({ treatment }, i) =>
      options.inputOf(checkedFeature(lists.feature[nodes.inner[i]!]!, options), treatment),
    ),
    threshold: Float64Array.from(questions, ({ threshold }) => threshold),
    isSet: Uint8Array.from(nodes.inner, (node) => Number(setOf.has(node))),
    left: Int32Array.from(nodes.inner, (node) => nodes.place[childOf(lists, node, 'left')]!),
    right: Int32Array.from(nodes.inner, (node) => nodes.place[childOf(lists, node, 'right')]!),
    ...options.packSets(setNodes.map((node) => withMissing(node, lists, sets))),
    leafValue: leafValues(file, nodes.leaves, { ...options, ...lists }),
    linear: undefined,
  };
}

function listsOf(file: XgboostTree, where: string): Lists {
  const lists = {
    left: wholes(file.left_children, `${where}: left_children`),
    right: wholes(file.right_children, `${where}: right_children`),
    feature: wholes(file.split_indices, `${where}: split_indices`),
    condition: floats(file.split_conditions, `${where}: split_conditions`).map(Math.fround),
    defaultLeft: wholes(file.default_left, `${where}: default_left`),
    isSet: wholes(file.split_type ?? new Uint8Array(file.left_children.length), `${where}: split_type`),
  };
  const uneven = Object.entries(lists).find(([, { length }]) => length !== lists.left.length);
  if (!uneven) return lists;
  throw damaged(where, `${lists.left.length} left children and ${uneven[1].length} values of ${uneven[0]}`);
}

/** Members of a set go right there and left here. */
function childOf({ left, right, isSet }: Lists, node: number, side: 'left' | 'right'): number {
  return ((side === 'left') !== Boolean(isSet[node]) ? left : right)[node]!;
}

/** What a node asks. @param set the number of its set, if it tests one */
function question(
  node: number,
  { condition, defaultLeft }: Lists,
  set: number | undefined,
): { treatment: Treatment; threshold: number } {
  if (set !== undefined) return { treatment: 'category-or-missing', threshold: set };
  const value = condition[node]!;
  const goesLeft = defaultLeft[node] !== 0;
  // Nothing is below these, but a missing value may still go left.
  if (Number.isNaN(value) || value === -Infinity) {
    return goesLeft ? { treatment: 'only-left', threshold: 0 } : { treatment: 'right', threshold: NaN };
  }
  return { treatment: goesLeft ? 'left' : 'right', threshold: nextDown32(value) };
}

function checkedFeature(feature: number, { featureCount, where }: XgboostTreeOptions): number {
  if (feature >= 0 && feature < featureCount) return feature;
  throw damaged(where, `feature ${feature} is not among the ${featureCount} of the model`);
}

/** By node, the categories of its set. */
function categorySets(file: XgboostTree, where: string): Map<number, Int32Array> {
  const categories = wholes(file.categories, `${where}: categories`);
  const [nodes, from, sizes] = (['nodes', 'segments', 'sizes'] as const).map((part) =>
    wholes(file[`categories_${part}`], `${where}: categories_${part}`),
  ) as [Int32Array, Int32Array, Int32Array];
  if (categories.some((category) => category < 0 || category >= CODES_END)) {
    throw damaged(where, 'a category is negative or too large');
  }
  // A short list that many nodes share would become a long one for each.
  if (sizes.reduce((sum, size) => sum + size, 0) > categories.length) {
    throw damaged(where, `the sets have more members than the ${categories.length} categories in the file`);
  }
  const sets = Array.from(nodes, (node, i): [number, Int32Array] => {
    const [start = -1, size = -1] = [from[i], sizes[i]];
    if (start < 0 || size < 0 || start + size > categories.length) {
      throw damaged(where, `the categories of node ${node} are not in the file`);
    }
    return [node, categories.subarray(start, start + size)];
  });
  return new Map(sets);
}

/** As `category-or-missing` counts: categories from 1 on, and 0 where missing values go with the members. */
function withMissing(node: number, { defaultLeft }: Lists, sets: Map<number, Int32Array>): Int32Array {
  const members = Array.from(sets.get(node) ?? [], (category) => category + 1);
  return Int32Array.from(defaultLeft[node] ? members : [0, ...members]);
}

function leafValues(
  file: XgboostTree,
  leaves: readonly number[],
  { leafWidth: width, weight, where, right, condition }: XgboostTreeOptions & Lists,
): Float64Array {
  const weighted = (value: number) => Math.fround(value * weight);
  if (width === 1) return Float64Array.from(leaves, (leaf) => weighted(condition[leaf]!));
  const values = floats(file.leaf_weights ?? file.base_weights ?? [], `${where}: leaf_weights`);
  return Float64Array.from({ length: leaves.length * width }, (_, i) => {
    const leaf = leaves[Math.floor(i / width)]!;
    const value = values[(file.leaf_weights ? right[leaf]! : leaf) * width + (i % width)];
    if (value === undefined) throw damaged(where, `the values of leaf ${leaf} are not in the file`);
    return weighted(Math.fround(value));
  });
}

function damaged(where: string, message: string): InputError {
  return new InputError('model_damaged', `${where}: ${message}`);
}
