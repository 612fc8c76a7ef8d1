import type { TreeEnsemble } from '../treeEnsemble.ts';
import type { WriteEntry } from './entryWriter.ts';
import type { KernelMemory } from './kernelInstance.ts';
import type { Layout } from './layout.ts';
import type { Plan } from './plan.ts';

/** Writes a tree's nodes from the given pair on. */
export type WriteWalk = (tree: number, firstPair: number) => { nextPair: number; leastSteps: number };

/**
 * Lays a tree out level by level, the children of a node side by side: the left one is the odd one of the pair.
 * wat/walkSource.ts tells what a node looks like.
 */
export function walkWriter(
  { left, right, roots, firstNode }: TreeEnsemble,
  { planes: { question, plane, least } }: Plan,
  { layout, memory: { words }, writeEntry }: { layout: Layout; memory: KernelMemory; writeEntry: WriteEntry },
): WriteWalk {
  return (tree, firstPair) => {
    const inner = firstNode[tree + 1]! - firstNode[tree]!;
    // References to nodes and leaves in the order of their places: the root, then pair after pair.
    const queue = new Int32Array(2 * inner + 1);
    queue[0] = roots[tree]!;
    let [queued, levelEnd, level, leastSteps] = [1, 1, 0, -1];
    for (let i = 0; i < queued; i++) {
      if (i === levelEnd) [levelEnd, level] = [queued, level + 1];
      const node = queue[i]!;
      const place = 2 * (firstPair + ((i + 1) >> 1)) + (i & 1);
      if (node < 0) {
        if (leastSteps < 0) leastSteps = level;
        words[2 * place] = ((place >> 1) << 9) + (place & 1 ? 511 : 255);
        writeEntry(layout.entries / 8 + place, ~node);
        continue;
      }
      const asked = question[node]!;
      words[2 * place] = ((firstPair + ((queued + 1) >> 1)) << 9) + 255 + least[asked]!;
      words[2 * place + 1] = layout.planes + plane[asked]! * layout.rows;
      queue[queued++] = left[node]!;
      queue[queued++] = right[node]!;
    }
    return { nextPair: firstPair + inner + 1, leastSteps };
  };
}
