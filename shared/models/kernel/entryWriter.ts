import type { TreeEnsemble } from '../treeEnsemble.ts';
import type { KernelMemory } from './kernelInstance.ts';

/** Writes the 8 bytes that a tree gives for a leaf, at a place that counts in such entries. */
export type WriteEntry = (place: number, leaf: number) => void;

/** True when an entry can be a number to add; otherwise it is the number of the leaf, whose values are added here. */
export function addsNumbers({ leafWidth, linear }: TreeEnsemble): boolean {
  return leafWidth === 1 && !linear;
}

export function entryWriter(ensemble: TreeEnsemble, { words, floats, doubles }: KernelMemory): WriteEntry {
  const { leafValue, sums } = ensemble;
  if (!addsNumbers(ensemble)) {
    return (place, leaf) => {
      words[2 * place] = leaf;
    };
  }
  if (sums === 'float64') {
    return (place, leaf) => {
      doubles[place] = leafValue[leaf]!;
    };
  }
  return (place, leaf) => {
    floats[2 * place] = leafValue[leaf]!;
  };
}
