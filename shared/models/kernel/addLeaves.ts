import type { LinearTerms, TreeEnsemble } from '../treeEnsemble.ts';
import type { Block } from './block.ts';

/** Adds what a tree gives to the sums of the rows, from the leaves they fell into. */
export function addLeaves(ensemble: TreeEnsemble, tree: number, block: Block): void {
  if (ensemble.linear) addLinear(ensemble, tree, block);
  else addValues(ensemble, tree, block);
}

function addValues({ leafValue, leafWidth, firstOutput }: TreeEnsemble, tree: number, block: Block): void {
  const { leaves, sums, size, count } = block;
  for (let k = 0; k < leafWidth; k++) {
    const to = (firstOutput[tree]! + k) * size;
    for (let row = 0; row < count; row++) sums[to + row]! += leafValue[leaves[row]! * leafWidth + k]!;
  }
}

function addLinear({ leafValue, firstOutput, linear }: TreeEnsemble, tree: number, block: Block): void {
  const to = firstOutput[tree]! * block.size;
  for (let row = 0; row < block.count; row++) {
    block.sums[to + row]! += linearValue(linear!, block, row) ?? leafValue[block.leaves[row]!]!;
  }
}

/** Undefined when one of the leaf's features is missing. */
function linearValue(linear: LinearTerms, { leaves, values, size }: Block, row: number): number | undefined {
  const { constant, bounds, input, coefficient } = linear;
  const leaf = leaves[row]!;
  let sum = constant[leaf]!;
  for (let term = bounds[leaf]!; term < bounds[leaf + 1]!; term++) {
    const value = values[input[term]! * size + row]!;
    if (Number.isNaN(value)) return undefined;
    sum += coefficient[term]! * value;
  }
  return sum;
}
