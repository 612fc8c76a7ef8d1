import { treat } from './treatment.ts';
import type { LinearTerms, TreeEnsemble } from './treeEnsemble.ts';

/** Rows that go through all trees together: what one tree reads of them stays in the processor's cache. */
const BLOCK_ROWS = 512;
/** Bounds the memory of a model with very many inputs. */
const BLOCK_CELLS = 2 ** 22;

/** Some rows on their way through the trees. */
interface Block {
  /** How many at most. */
  readonly size: number;
  from: number;
  count: number;
  /** Input by input, `size` places each. */
  readonly values: Float64Array;
  /** Per row: the leaf it fell into, in the tree walked last. */
  readonly leaves: Int32Array;
}

/** The running sums, rows × outputs; a Float32Array rounds whatever is added. */
type Sums = Float64Array | Float32Array;

/**
 * Raw scores of an ensemble. Each output is summed tree by tree in file order, rounded after every addition as the
 * training library does, so that it has the same bits.
 *
 * @param columns one per feature, each `rows` long; NaN is missing
 * @returns rows × outputs, row by row
 */
export function evaluate(
  ensemble: TreeEnsemble,
  columns: readonly Float64Array[],
  rows: number,
): Float64Array {
  const size = rows * ensemble.outputs;
  if (ensemble.sums === 'float64') return sumUp(ensemble, columns, new Float64Array(size));
  return Float64Array.from(sumUp(ensemble, columns, new Float32Array(size)));
}

function sumUp<S extends Sums>(ensemble: TreeEnsemble, columns: readonly Float64Array[], sums: S): S {
  const { outputs, start } = ensemble;
  const rows = sums.length / outputs;
  for (let i = 0; i < sums.length; i++) sums[i] = start[i % outputs]!;
  const block = emptyBlock(ensemble.inputs.length, rows);
  for (; block.from < rows; block.from += block.size) {
    block.count = Math.min(block.size, rows - block.from);
    fill(block, ensemble, columns);
    addTrees(ensemble, block, sums.subarray(block.from * outputs));
  }
  return sums;
}

function emptyBlock(inputs: number, rows: number): Block {
  const size = Math.max(1, Math.min(BLOCK_ROWS, rows, Math.floor(BLOCK_CELLS / Math.max(1, inputs))));
  return { size, from: 0, count: 0, values: new Float64Array(inputs * size), leaves: new Int32Array(size) };
}

function fill(block: Block, { inputs, rounding }: TreeEnsemble, columns: readonly Float64Array[]): void {
  inputs.forEach(({ feature, treatment }, i) => {
    const column = columns[feature]!.subarray(block.from, block.from + block.count);
    treat({ treatment, rounding }, column, block.values.subarray(i * block.size));
  });
}

function addTrees(ensemble: TreeEnsemble, block: Block, sums: Sums): void {
  const { firstOutput, roots, hasSets } = ensemble;
  const add = ensemble.linear ? addLinear : addValues;
  for (let tree = 0; tree < roots.length; tree++) {
    if (hasSets[tree]) walkWithSets(ensemble, roots[tree]!, block);
    else walk(ensemble, roots[tree]!, block);
    add(ensemble, block, sums.subarray(firstOutput[tree]));
  }
}

/** The leaf of every row, in a tree that asks `value <= threshold` at every node. */
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

function addValues(ensemble: TreeEnsemble, { leaves, count }: Block, sums: Sums): void {
  const { leafValue, leafWidth, outputs } = ensemble;
  for (let row = 0; row < count; row++) {
    const from = leaves[row]! * leafWidth;
    for (let k = 0; k < leafWidth; k++) sums[row * outputs + k]! += leafValue[from + k]!;
  }
}

function addLinear({ leafValue, outputs, linear }: TreeEnsemble, block: Block, sums: Sums): void {
  for (let row = 0; row < block.count; row++) {
    sums[row * outputs]! += linearValue(linear!, block, row) ?? leafValue[block.leaves[row]!]!;
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
