import { InputError } from '../errors.ts';
import { type Fields, optionalField, requiredCount, requiredField } from './fields.ts';
import { checkedSize, decimals, fillIntegers } from './numberList.ts';
import { checkTreeShape } from './treeShape.ts';

/** One tree, checked. Inner nodes count from 0, the root; leaves count from 0 on their own. */
export interface LightgbmTree {
  readonly leafValue: Float64Array;
  /** Per inner node. */
  readonly splitFeature: Int32Array;
  /** Per inner node: a number, or for a category node the number of its set. */
  readonly threshold: Float64Array;
  /** Per inner node, bits: 1 category, 2 default left, 4 zero is missing, 8 NaN is missing. */
  readonly decisionType: Uint8Array;
  /** Per inner node: an inner node, or `~leaf`. */
  readonly leftChild: Int32Array;
  readonly rightChild: Int32Array;
  /** Set s is the words from catBoundaries[s] up to catBoundaries[s + 1] of catThreshold, one bit a category. */
  readonly catBoundaries: Int32Array;
  readonly catThreshold: Uint32Array;
  readonly linear: LinearLeaves | undefined;
}

/** The linear functions of a tree's leaves, leaf by leaf in one list. */
interface LinearLeaves {
  readonly constant: Float64Array;
  /** How many features each leaf has in the lists. */
  readonly sizes: Int32Array;
  readonly features: Int32Array;
  readonly coefficients: Float64Array;
}

const CATEGORY = 1;
/** Every combination of the four bits that means something: of the two missing types a node has at most one. */
const LARGEST_DECISION = 11;

/** @throws InputError `model_damaged` */
export function parseTree(fields: Fields, featureCount: number): LightgbmTree {
  const leaves = requiredCount(fields, 'num_leaves');
  if (leaves < 1) throw damaged(fields, 'num_leaves is 0');
  const inner = leaves - 1;
  const tree: LightgbmTree = {
    leafValue: numbers(fields, 'leaf_value', leaves),
    splitFeature: integers(fields, 'split_feature', inner),
    threshold: numbers(fields, 'threshold', inner),
    decisionType: decisions(fields, inner),
    leftChild: integers(fields, 'left_child', inner),
    rightChild: integers(fields, 'right_child', inner),
    ...parseSets(fields),
    linear: optionalField(fields, 'is_linear')?.trim() === '1' ? parseLinear(fields, leaves) : undefined,
  };
  checkTreeShape(tree.leftChild, tree.rightChild, fields.where);
  checkFeatures(fields, tree.splitFeature, featureCount);
  checkCategories(fields, tree);
  if (tree.linear) checkFeatures(fields, tree.linear.features, featureCount);
  return tree;
}

function parseSets(fields: Fields): Pick<LightgbmTree, 'catBoundaries' | 'catThreshold'> {
  const sets = optionalField(fields, 'num_cat') === undefined ? 0 : requiredCount(fields, 'num_cat');
  if (sets === 0) return { catBoundaries: Int32Array.of(0), catThreshold: new Uint32Array() };
  const catBoundaries = integers(fields, 'cat_boundaries', sets + 1);
  const unordered = catBoundaries.some((word, i) => word < (i === 0 ? 0 : catBoundaries[i - 1]!));
  if (unordered || catBoundaries[0] !== 0) throw damaged(fields, 'cat_boundaries does not ascend from 0');
  const [text, what] = list(fields, 'cat_threshold', catBoundaries[sets]!);
  const words = new Uint32Array(checkedSize(catBoundaries[sets]!, text, what));
  return { catBoundaries, catThreshold: fillIntegers(text, words, what) };
}

function parseLinear(fields: Fields, leaves: number): LinearLeaves {
  const sizes = integers(fields, 'num_features', leaves);
  if (sizes.some((size) => size < 0)) throw damaged(fields, 'num_features holds a negative number');
  const total = sizes.reduce((sum, size) => sum + size, 0);
  return {
    constant: numbers(fields, 'leaf_const', leaves),
    sizes,
    features: integers(fields, 'leaf_features', total),
    coefficients: numbers(fields, 'leaf_coeff', total),
  };
}

function checkFeatures(fields: Fields, features: Int32Array, featureCount: number): void {
  const wrong = features.find((feature) => feature < 0 || feature >= featureCount);
  if (wrong !== undefined)
    throw damaged(fields, `feature ${wrong} is not among the ${featureCount} of the model`);
}

function checkCategories(fields: Fields, { decisionType, threshold, catBoundaries }: LightgbmTree): void {
  const sets = catBoundaries.length - 1;
  decisionType.forEach((decision, node) => {
    const set = threshold[node]!;
    if (decision & CATEGORY && !(Number.isInteger(set) && set >= 0 && set < sets)) {
      throw damaged(fields, `node ${node} tests category set ${set} of ${sets}`);
    }
  });
}

function decisions(fields: Fields, count: number): Uint8Array {
  const [text, what] = list(fields, 'decision_type', count);
  const types = fillIntegers(text, new Uint8Array(checkedSize(count, text, what)), what);
  const wrong = types.find((type) => type > LARGEST_DECISION);
  if (wrong !== undefined) throw damaged(fields, `decision_type ${wrong} means nothing`);
  return types;
}

function integers(fields: Fields, key: string, count: number): Int32Array {
  const [text, what] = list(fields, key, count);
  return fillIntegers(text, new Int32Array(checkedSize(count, text, what)), what);
}

function numbers(fields: Fields, key: string, count: number): Float64Array {
  const [text, what] = list(fields, key, count);
  return decimals(text, count, what);
}

/** A list's text and its name in messages; an empty list need not be written. */
function list(fields: Fields, key: string, count: number): [string, string] {
  const text = count === 0 ? (optionalField(fields, key) ?? '') : requiredField(fields, key);
  return [text, `${fields.where}: ${key}`];
}

function damaged(fields: Fields, message: string): InputError {
  return new InputError('model_damaged', `${fields.where}: ${message}`);
}
