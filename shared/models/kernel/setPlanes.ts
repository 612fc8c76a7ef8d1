import type { TreeEnsemble } from '../treeEnsemble.ts';

/** A plane of its own for a category set: bin 0 for its members, which go left, 1 for all others. */
export interface SetPlane {
  readonly plane: number;
  readonly question: number;
  readonly input: number;
  /** By category: its bin. */
  readonly bins: Uint8Array;
  /** The nodes that ask for it. */
  readonly nodes: readonly number[];
}

/** Small sets, single categories above all, are asked for again and again: equal ones share a plane. */
const SHARED_WORDS = 8;

/** @param first the numbers that their planes and questions count from */
export function setPlanes(
  ensemble: TreeEnsemble,
  trees: Int32Array,
  first: { plane: number; question: number },
): SetPlane[] {
  const { input, threshold, isSet, firstNode, setCount } = ensemble;
  const found = new Map<string, SetPlane & { nodes: number[] }>();
  for (const tree of trees) {
    if (setCount[tree] === 0) continue;
    for (let node = firstNode[tree]!; node < firstNode[tree + 1]!; node++) {
      if (!isSet[node]) continue;
      const set = threshold[node]!;
      const key = `${input[node]} ${members(ensemble, set)}`;
      const known = found.get(key);
      if (known) known.nodes.push(node);
      else {
        const [plane, question] = [first.plane + found.size, first.question + found.size];
        found.set(key, { plane, question, input: input[node]!, bins: binsOf(ensemble, set), nodes: [node] });
      }
    }
  }
  return [...found.values()];
}

function binsOf({ setBounds, setWords }: TreeEnsemble, set: number): Uint8Array {
  const [first, end] = [setBounds[set]!, setBounds[set + 1]!];
  return Uint8Array.from({ length: 32 * (end - first) }, (_, category) => {
    return ((setWords[first + (category >> 5)]! >>> (category & 31)) & 1) ^ 1;
  });
}

function members({ setBounds, setWords }: TreeEnsemble, set: number): string {
  const words = setWords.subarray(setBounds[set], setBounds[set + 1]);
  return words.length > SHARED_WORDS ? `set ${set}` : words.join();
}
