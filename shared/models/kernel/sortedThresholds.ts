import type { TreeEnsemble } from '../treeEnsemble.ts';

/**
 * The thresholds of some trees' number nodes, by input: ascending, each once; -0 is 0, and NaN is left out. Undefined
 * where no node compares the input with a threshold.
 */
export function sortedThresholds(ensemble: TreeEnsemble, trees: Int32Array): (Float64Array | undefined)[] {
  const { all, bounds } = thresholdsByInput(ensemble, trees);
  return ensemble.inputs.map((_, input) => {
    const values = all.subarray(bounds[input], bounds[input + 1]);
    return values.length > 0 ? distinct(values.sort()) : undefined;
  });
}

/** Input i has those from bounds[i] on. */
function thresholdsByInput(
  { input, threshold, isSet, firstNode, inputs }: TreeEnsemble,
  trees: Int32Array,
): { all: Float64Array; bounds: Int32Array } {
  const bounds = new Int32Array(inputs.length + 1);
  for (let t = 0; t < trees.length; t++) {
    const end = firstNode[trees[t]! + 1]!;
    for (let node = firstNode[trees[t]!]!; node < end; node++) {
      if (!isSet[node]) bounds[input[node]! + 1]!++;
    }
  }
  for (let i = 0; i < inputs.length; i++) bounds[i + 1]! += bounds[i]!;
  const all = new Float64Array(bounds[inputs.length]!);
  const next = bounds.slice();
  for (let t = 0; t < trees.length; t++) {
    const end = firstNode[trees[t]! + 1]!;
    for (let node = firstNode[trees[t]!]!; node < end; node++) {
      if (!isSet[node]) all[next[input[node]!]!++] = threshold[node]!;
    }
  }
  return { all, bounds };
}

/** @param sorted is changed */
function distinct(sorted: Float64Array): Float64Array {
  let count = 0;
  for (let i = 0; i < sorted.length && !Number.isNaN(sorted[i]!); i++) {
    if (count === 0 || sorted[i] !== sorted[count - 1]) sorted[count++] = sorted[i]!;
  }
  return sorted.slice(0, count);
}
