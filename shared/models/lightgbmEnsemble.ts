import type { LightgbmTree } from './lightgbmTree.ts';
import type { Treatment } from './treatment.ts';
import type { Input, LinearTerms, TreeEnsemble } from './treeEnsemble.ts';

const CATEGORY = 1;
const DEFAULT_LEFT = 2;
const ZERO_MISSING = 4;
const NAN_MISSING = 8;

type Nodes = Pick<TreeEnsemble, 'roots' | 'input' | 'threshold' | 'isSet' | 'left' | 'right'>;

/** The trees of a LightGBM file as one ensemble. */
export function lightgbmEnsemble(trees: readonly LightgbmTree[], outputs: number): TreeEnsemble {
  const inputs: Input[] = [];
  const inputOf = inputRegister(inputs);
  return {
    outputs,
    inputs,
    ...joinNodes(trees, inputOf),
    hasSets: Uint8Array.from(trees, (tree) => Number(setsOf(tree) > 0)),
    ...joinSets(trees),
    leafValue: join(trees.map((tree) => tree.leafValue)),
    linear: trees.some((tree) => tree.linear) ? joinLinear(trees, inputOf) : undefined,
  };
}

type InputOf = (feature: number, treatment: Treatment) => number;

/** Gives each (feature, treatment) pair its place in `inputs`, where it adds new ones. */
function inputRegister(inputs: Input[]): InputOf {
  const places = new Map<Treatment, Map<number, number>>();
  return (feature, treatment) => {
    const known = places.get(treatment) ?? new Map<number, number>();
    places.set(treatment, known);
    const place = known.get(feature) ?? inputs.push({ feature, treatment }) - 1;
    known.set(feature, place);
    return place;
  };
}

function joinNodes(trees: readonly LightgbmTree[], inputOf: InputOf): Nodes {
  const node = starts(trees, (tree) => tree.threshold.length);
  const leaf = starts(trees, (tree) => tree.leafValue.length);
  const set = starts(trees, setsOf);
  const nodes = emptyNodes(trees.length, node[trees.length]!);
  trees.forEach((tree, t) => {
    const at = { node: node[t]!, leaf: leaf[t]!, set: set[t]! };
    nodes.roots[t] = tree.threshold.length > 0 ? at.node : ~at.leaf;
    placeNodes(nodes, tree, { at, inputOf });
  });
  return nodes;
}

/** Where a tree's first node, leaf and set come to stand among those of all trees. */
interface Place {
  readonly node: number;
  readonly leaf: number;
  readonly set: number;
}

function placeNodes(nodes: Nodes, tree: LightgbmTree, to: { at: Place; inputOf: InputOf }): void {
  const { at, inputOf } = to;
  for (let i = 0; i < tree.threshold.length; i++) {
    const node = at.node + i;
    const threshold = tree.threshold[i]!;
    const treatment = treatmentOf(tree.decisionType[i]!, threshold);
    nodes.input[node] = inputOf(tree.splitFeature[i]!, treatment);
    nodes.isSet[node] = Number(treatment === 'category');
    nodes.threshold[node] = treatment === 'category' ? threshold + at.set : asked(treatment, threshold);
    nodes.left[node] = placed(tree.leftChild[i]!, at);
    nodes.right[node] = placed(tree.rightChild[i]!, at);
  }
}

function placed(child: number, at: Place): number {
  return child >= 0 ? child + at.node : child - at.leaf;
}

function emptyNodes(trees: number, nodes: number): Nodes {
  return {
    roots: new Int32Array(trees),
    input: new Int32Array(nodes),
    threshold: new Float64Array(nodes),
    isSet: new Uint8Array(nodes),
    left: new Int32Array(nodes),
    right: new Int32Array(nodes),
  };
}

function treatmentOf(decision: number, threshold: number): Treatment {
  if (decision & CATEGORY) return 'category';
  const left = (decision & DEFAULT_LEFT) !== 0;
  if (decision & ZERO_MISSING)
    return left ? (Number.isNaN(threshold) ? 'only-zero-left' : 'zero-left') : 'zero-right';
  if (decision & NAN_MISSING) return left ? (Number.isNaN(threshold) ? 'only-left' : 'left') : 'right';
  return 'zero';
}

/** Beside 0, which is missing, and 1, which is not: a threshold of NaN sends only missing values left. */
function asked(treatment: Treatment, threshold: number): number {
  return treatment === 'only-left' || treatment === 'only-zero-left' ? 0 : threshold;
}

function joinSets(trees: readonly LightgbmTree[]): Pick<TreeEnsemble, 'setBounds' | 'setWords'> {
  const wordStart = starts(trees, (tree) => tree.catThreshold.length);
  const setWords = new Uint32Array(wordStart[trees.length]!);
  const setBounds = [0];
  trees.forEach((tree, t) => {
    setWords.set(tree.catThreshold, wordStart[t]);
    for (const end of tree.catBoundaries.subarray(1)) setBounds.push(wordStart[t]! + end);
  });
  return { setBounds: Int32Array.from(setBounds), setWords };
}

/** Leaves of trees without linear leaves become constants: their value and no term. */
function joinLinear(trees: readonly LightgbmTree[], inputOf: InputOf): LinearTerms {
  const sizes = trees.flatMap(({ linear, leafValue }) => Array.from(linear?.sizes ?? leafValue.map(() => 0)));
  const features = trees.flatMap(({ linear }) => Array.from(linear?.features ?? []));
  return {
    constant: join(trees.map(({ linear, leafValue }) => linear?.constant ?? leafValue)),
    bounds: starts(sizes, (size) => size),
    input: Int32Array.from(features, (feature) => inputOf(feature, 'right')),
    coefficient: join(trees.map(({ linear }) => linear?.coefficients ?? new Float64Array())),
  };
}

function setsOf(tree: LightgbmTree): number {
  return tree.catBoundaries.length - 1;
}

/** Where each part begins when all are put in one row, and at the end where the row ends. */
function starts<T>(parts: readonly T[], size: (part: T) => number): Int32Array {
  const places = new Int32Array(parts.length + 1);
  parts.forEach((part, i) => {
    places[i + 1] = places[i]! + size(part);
  });
  return places;
}

function join(parts: readonly Float64Array[]): Float64Array {
  const places = starts(parts, (part) => part.length);
  const all = new Float64Array(places[parts.length]!);
  parts.forEach((part, i) => {
    all.set(part, places[i]);
  });
  return all;
}
