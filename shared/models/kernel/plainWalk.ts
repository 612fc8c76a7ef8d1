import type { TreeEnsemble } from '../treeEnsemble.ts';
import type { Block } from './block.ts';

/** Finds the leaf of every row by asking node after node, row after row. */
export function plainWalk(ensemble: TreeEnsemble, tree: number, block: Block): void {
  if (ensemble.setCount[tree]! > 0) walkWithSets(ensemble, ensemble.roots[tree]!, block);
  else walk(ensemble, ensemble.roots[tree]!, block);
}

function walk({ input, threshold, left, right }: TreeEnsemble, root: number, block: Block): void {
  const { values, leaves, count, size } = block;
  for (let row = 0; row < count; row++) {
    let node = root;
    while (node >= 0) {
      const value = values[input[node]! * size + row]!;
      node = value <= threshold[node]! ? left[node]! : right[node]!;
    }
    leaves[row] = ~node;
  }
}

/** As `walk`, in a tree where some nodes ask whether a category is in a set. */
function walkWithSets(ensemble: TreeEnsemble, root: number, block: Block): void {
  const { input, threshold, isSet, left, right } = ensemble;
  for (let row = 0; row < block.count; row++) {
    let node = root;
    while (node >= 0) {
      const value = block.values[input[node]! * block.size + row]!;
      const goesLeft = isSet[node] ? inSet(ensemble, threshold[node]!, value) : value <= threshold[node]!;
      node = goesLeft ? left[node]! : right[node]!;
    }
    block.leaves[row] = ~node;
  }
}

/** @param category a whole number below 2^31, -1 for none */
function inSet({ setBounds, setWords }: TreeEnsemble, set: number, category: number): boolean {
  if (category < 0) return false;
  const word = setBounds[set]! + (category >> 5);
  return word < setBounds[set + 1]! && ((setWords[word]! >>> (category & 31)) & 1) === 1;
}
