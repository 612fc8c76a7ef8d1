import { type InputOf, inputRegister } from './inputRegister.ts';
import { joinTrees } from './joinTrees.ts';
import type { LightgbmTree } from './lightgbmTree.ts';
import type { Treatment } from './treatment.ts';
import type { Input, LinearTerms, Tree, TreeEnsemble } from './treeEnsemble.ts';

const CATEGORY = 1;
const DEFAULT_LEFT = 2;
const ZERO_MISSING = 4;
const NAN_MISSING = 8;

/** The trees of a LightGBM file as one ensemble: tree i adds to output i % outputs, in float64 from 0. */
export function lightgbmEnsemble(trees: readonly LightgbmTree[], outputs: number): TreeEnsemble {
  const inputs: Input[] = [];
  const inputOf = inputRegister(inputs);
  return joinTrees(
    trees.map((tree, t) => ({ firstOutput: t % outputs, ...plain(tree, inputOf) })),
    {
      outputs,
      start: new Float64Array(outputs),
      sums: 'float64',
      rounding: 'tiny-is-zero',
      inputs,
      leafWidth: 1,
    },
  );
}

function plain(tree: LightgbmTree, inputOf: InputOf): Omit<Tree, 'firstOutput'> {
  const nodes = tree.threshold.length;
  const input = new Int32Array(nodes);
  const threshold = new Float64Array(nodes);
  const isSet = new Uint8Array(nodes);
  for (let node = 0; node < nodes; node++) {
    const treatment = treatmentOf(tree.decisionType[node]!, tree.threshold[node]!);
    input[node] = inputOf(tree.splitFeature[node]!, treatment);
    threshold[node] = asked(treatment, tree.threshold[node]!);
    isSet[node] = Number(treatment === 'category');
  }
  return {
    input,
    threshold,
    isSet,
    left: tree.leftChild,
    right: tree.rightChild,
    setBounds: tree.catBoundaries,
    setWords: tree.catThreshold,
    leafValue: tree.leafValue,
    linear: tree.linear && linearTerms(tree.linear, inputOf),
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

function linearTerms(linear: NonNullable<LightgbmTree['linear']>, inputOf: InputOf): LinearTerms {
  const { constant, sizes, features, coefficients } = linear;
  const bounds = new Int32Array(sizes.length + 1);
  sizes.forEach((size, leaf) => {
    bounds[leaf + 1] = bounds[leaf]! + size;
  });
  const input = features.map((feature) => inputOf(feature, 'right'));
  return { constant, bounds, input, coefficient: coefficients };
}
