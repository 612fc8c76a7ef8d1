import { scoreArray } from '../scoreArray.ts';
import { treat } from '../treatment.ts';
import type { TreeEnsemble } from '../treeEnsemble.ts';

/** Some rows on their way through all trees; few enough that what is kept of them stays in the processor's cache. */
export interface Block {
  /** How many at most. */
  readonly size: number;
  from: number;
  count: number;
  /** Treated values, input by input, `size` places each. */
  readonly values: Float64Array;
  /** Per row: the leaf it fell into, in the last tree that was asked for leaves. */
  readonly leaves: Int32Array;
  /** The running sums, output by output, `size` places each; a Float32Array rounds whatever is added. */
  readonly sums: Float64Array | Float32Array;
}

/** Takes all rows through the trees, block by block, and gathers their sums: rows × outputs, row by row. */
export function byBlocks(
  { outputs, start }: TreeEnsemble,
  { rows, block }: { rows: number; block: Block },
  addTrees: () => void,
): Float64Array {
  const scores = scoreArray(rows, outputs);
  for (block.from = 0; block.from < rows; block.from += block.size) {
    block.count = Math.min(block.size, rows - block.from);
    for (let k = 0; k < outputs; k++) block.sums.fill(start[k]!, k * block.size, (k + 1) * block.size);
    addTrees();
    takeSums(block, outputs, scores);
  }
  return scores;
}

function takeSums({ sums, size, from, count }: Block, outputs: number, scores: Float64Array): void {
  for (let k = 0; k < outputs; k++) {
    for (let row = 0; row < count; row++) scores[(from + row) * outputs + k] = sums[k * size + row]!;
  }
}

/** Writes an input's values for the block, treated, to the given place of them. */
export function fillInput(
  { inputs, rounding }: TreeEnsemble,
  { block, columns }: { block: Block; columns: readonly Float64Array[] },
  { input, place }: { input: number; place: number },
): void {
  const { feature, treatment } = inputs[input]!;
  const { from, count, values, size } = block;
  treat({ treatment, rounding }, { column: columns[feature]!, from, count, into: values, at: place * size });
}
