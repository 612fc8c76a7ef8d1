import type { Treatment } from './treatment.ts';

/**
 * The trees of a model in one set of arrays, ready to be walked. Nodes and leaves are counted through all trees;
 * a reference to a node is >= 0, to a leaf it is `~leaf`.
 */
export interface TreeEnsemble {
  /** Values per row; tree i adds to output i % outputs. */
  readonly outputs: number;
  /** What nodes and linear leaves read: features, each once per way of treating it. */
  readonly inputs: readonly Input[];
  /** Per tree: its root. */
  readonly roots: Int32Array;
  /** Per tree: 1 when a node of it tests a category set. */
  readonly hasSets: Uint8Array;

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

  /** Per leaf: its value; in a linear leaf, the value where a feature is missing. */
  readonly leafValue: Float64Array;
  /** Undefined when no leaf of the model is linear. */
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
