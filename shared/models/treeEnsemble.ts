import type { Rounding, Treatment } from './treatment.ts';

/**
 * The trees of a model in one set of arrays, ready to be walked, whatever format they came from. Nodes and leaves
 * are counted through all trees; a reference to a node is >= 0, to a leaf it is `~leaf`.
 */
export interface TreeEnsemble {
  /** Values per row. */
  readonly outputs: number;
  /** Per output: where its sum starts. */
  readonly start: Float64Array;
  /** What the sums are kept in: they are rounded to it after every addition. */
  readonly sums: 'float64' | 'float32';
  /** What a feature's value becomes before anything else is done with it. */
  readonly rounding: Rounding;
  /** What nodes and linear leaves read: features, each once per way of treating it. */
  readonly inputs: readonly Input[];
  /** Per tree: its root. */
  readonly roots: Int32Array;
  /** Per tree: the output it adds to, or the first of `leafWidth` that follow each other. */
  readonly firstOutput: Int32Array;
  /** Per tree: where its nodes begin; the last entry is the number of all nodes. */
  readonly firstNode: Int32Array;
  /** Per tree: how many category sets its nodes test. */
  readonly setCount: Int32Array;

  /** Per node: which of `inputs` it reads. */
  readonly input: Int32Array;
  /** Per node: left when the value is at most this; for a category node the number of its set. */
  readonly threshold: Float64Array;
  /** Per node: 1 when it goes left for the members of a set. */
  readonly isSet: Uint8Array;
  readonly left: Int32Array;
  readonly right: Int32Array;

  /** Set s is the words from setBounds[s] up to setBounds[s + 1] of setWords, one bit a category. */
  readonly setBounds: Int32Array;
  readonly setWords: Uint32Array;

  /** Values per leaf: 1, or all outputs where a tree adds to all of them. */
  readonly leafWidth: number;
  /** Leaf by leaf: its values; in a linear leaf, the value where a feature is missing. */
  readonly leafValue: Float64Array;
  /** Undefined when no leaf of the model is linear; then `leafWidth` is 1. */
  readonly linear: LinearTerms | undefined;
}

export interface Input {
  /** Index in training order. */
  readonly feature: number;
  readonly treatment: Treatment;
}

/** Leaf value = constant + the terms from bounds[leaf] up to bounds[leaf + 1], added in that order. */
export interface LinearTerms {
  readonly constant: Float64Array;
  readonly bounds: Int32Array;
  /** Per term: which of `inputs` it reads. */
  readonly input: Int32Array;
  readonly coefficient: Float64Array;
}

/** The same arrays for one tree: its nodes, leaves and sets count from 0, and node 0, or a lone leaf, is its root. */
export interface Tree
  extends Pick<
    TreeEnsemble,
    'input' | 'threshold' | 'isSet' | 'left' | 'right' | 'setBounds' | 'setWords' | 'leafValue' | 'linear'
  > {
  readonly firstOutput: number;
}
