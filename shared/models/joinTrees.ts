import type { LinearTerms, Tree, TreeEnsemble } from './treeEnsemble.ts';

/** What the trees of a model have in common. */
type Common = Pick<TreeEnsemble, 'outputs' | 'start' | 'sums' | 'rounding' | 'inputs' | 'leafWidth'>;

/** For each tree, where its first node, leaf, set and word come to stand among those of all trees. */
interface Places {
  readonly node: Int32Array;
  readonly leaf: Int32Array;
  readonly set: Int32Array;
  readonly word: Int32Array;
}

/** The trees of a model as one ensemble, in the same order. */
export function joinTrees(trees: readonly Tree[], common: Common): TreeEnsemble {
  const at: Places = {
    node: starts(trees, (tree) => tree.input.length),
    leaf: starts(trees, (tree) => tree.leafValue.length / common.leafWidth),
    set: starts(trees, setsOf),
    word: starts(trees, (tree) => tree.setWords.length),
  };
  return {
    ...common,
    roots: Int32Array.from(trees, ({ input }, t) => (input.length > 0 ? at.node[t]! : ~at.leaf[t]!)),
    firstOutput: Int32Array.from(trees, (tree) => tree.firstOutput),
    firstNode: at.node,
    setCount: Int32Array.from(trees, setsOf),
    ...joinNodes(trees, at),
    ...joinSets(trees, at),
    leafValue: join(trees.map((tree) => tree.leafValue)),
    linear: trees.some((tree) => tree.linear) ? joinLinear(trees) : undefined,
  };
}

type Nodes = Pick<TreeEnsemble, 'input' | 'threshold' | 'isSet' | 'left' | 'right'>;

function joinNodes(trees: readonly Tree[], { node, leaf, set }: Places): Nodes {
  const count = node[trees.length]!;
  const nodes = {
    input: new Int32Array(count),
    threshold: new Float64Array(count),
    isSet: new Uint8Array(count),
    left: new Int32Array(count),
    right: new Int32Array(count),
  };
  trees.forEach((tree, t) => {
    const [from, leaves] = [node[t]!, leaf[t]!];
    nodes.input.set(tree.input, from);
    nodes.isSet.set(tree.isSet, from);
    for (let i = 0; i < tree.input.length; i++) {
      nodes.threshold[from + i] = tree.threshold[i]! + (tree.isSet[i] ? set[t]! : 0);
      nodes.left[from + i] = placed(tree.left[i]!, from, leaves);
      nodes.right[from + i] = placed(tree.right[i]!, from, leaves);
    }
  });
  return nodes;
}

function placed(child: number, firstNode: number, firstLeaf: number): number {
  return child >= 0 ? child + firstNode : child - firstLeaf;
}

function joinSets(
  trees: readonly Tree[],
  { set, word }: Places,
): Pick<TreeEnsemble, 'setBounds' | 'setWords'> {
  const setWords = new Uint32Array(word[trees.length]!);
  const setBounds = new Int32Array(set[trees.length]! + 1);
  trees.forEach((tree, t) => {
    setWords.set(tree.setWords, word[t]);
    for (let s = 1; s < tree.setBounds.length; s++) setBounds[set[t]! + s] = word[t]! + tree.setBounds[s]!;
  });
  return { setBounds, setWords };
}

/** Leaves of trees without linear leaves become constants: their value and no term. */
function joinLinear(trees: readonly Tree[]): LinearTerms {
  const all = trees.map(({ linear, leafValue }) => linear ?? constants(leafValue));
  const term = starts(all, ({ input }) => input.length);
  const leaf = starts(all, ({ constant }) => constant.length);
  const bounds = new Int32Array(leaf[all.length]! + 1);
  const input = new Int32Array(term[all.length]!);
  all.forEach((linear, t) => {
    input.set(linear.input, term[t]);
    for (let i = 1; i < linear.bounds.length; i++) bounds[leaf[t]! + i] = term[t]! + linear.bounds[i]!;
  });
  return {
    constant: join(all.map(({ constant }) => constant)),
    bounds,
    input,
    coefficient: join(all.map(({ coefficient }) => coefficient)),
  };
}

function constants(constant: Float64Array): LinearTerms {
  const [input, coefficient] = [new Int32Array(), new Float64Array()];
  return { constant, bounds: new Int32Array(constant.length + 1), input, coefficient };
}

function setsOf(tree: Tree): number {
  return tree.setBounds.length - 1;
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
