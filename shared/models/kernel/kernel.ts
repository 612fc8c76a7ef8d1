import type { TreeEnsemble } from '../treeEnsemble.ts';
import type { Block } from './block.ts';
import { entryWriter } from './entryWriter.ts';
import { type KernelFunctions, type KernelMemory, kernelInstance } from './kernelInstance.ts';
import { type Layout, layoutOf } from './layout.ts';
import { type Plan, planOf } from './plan.ts';
import { tableWriter } from './tableWriter.ts';
import { walkWriter } from './walkWriter.ts';
import { writeColumns } from './writeColumns.ts';
import { writeFormulas } from './writeFormulas.ts';

/** A model in the form that its trees are evaluated in: a WebAssembly instance whose memory holds it. */
export interface Kernel {
  readonly ensemble: TreeEnsemble;
  readonly plan: Plan;
  readonly layout: Layout;
  readonly functions: KernelFunctions;
  readonly memory: KernelMemory;
  readonly block: Block;
  /** True when the block has the values of all inputs, for what is evaluated outside WebAssembly. */
  readonly keepsValues: boolean;
  /** By input that sets are asked about: the categories of the block's rows, -1 for none. */
  readonly categories: ReadonlyMap<number, Int32Array>;
}

/** The number of a plane, times 256, must fit in 31 bits. */
const MOST_PLANES = 2 ** 23;
const MOST_BYTES = 2 ** 30;

/** Undefined for a model that is too large for it, or for the memory there is. */
export function kernelOf(ensemble: TreeEnsemble): Kernel | undefined {
  const plan = planOf(ensemble);
  if (plan.planes.count >= MOST_PLANES) return undefined;
  const keepsValues =
    ensemble.linear !== undefined || plan.planes.sets.length > 0 || plan.strategies.includes('plain');
  const valueColumns = keepsValues ? ensemble.inputs.length : 1;
  const layout = layoutOf(ensemble, plan, valueColumns);
  if (layout.bytes > MOST_BYTES) return undefined;
  const instance = kernelInstance(layout.bytes);
  if (!instance) return undefined;
  const { functions, memory } = instance;
  writeColumns(plan.planes, layout, memory);
  writeFormulas(plan.formulas, plan.planes, { layout, memory });
  writeTrees(ensemble, plan, { layout, memory });
  const block = blockIn(memory, layout, { ensemble, valueColumns });
  const categories = new Map(plan.planes.sets.map(({ input }) => [input, new Int32Array(layout.rows)]));
  return { ensemble, plan, layout, functions, memory, block, keepsValues, categories };
}

function writeTrees(
  ensemble: TreeEnsemble,
  plan: Plan,
  { layout, memory }: { layout: Layout; memory: KernelMemory },
): void {
  const writeEntry = entryWriter(ensemble, memory);
  const writeTable = tableWriter(ensemble, plan, writeEntry);
  const writeWalk = walkWriter(ensemble, plan, { layout, memory, writeEntry });
  let pair = 1;
  let cell = layout.tables / 8;
  plan.order.forEach((tree, i) => {
    const record = layout.trees / 4 + 2 * i;
    if (plan.strategies[tree] === 'table') {
      memory.words[record] = layout.cells + 2 * plan.formula[tree]! * layout.rows;
      memory.words[record + 1] = 8 * cell;
      cell = writeTable(tree, cell);
    } else if (plan.strategies[tree] === 'walk') {
      const { nextPair, leastSteps } = writeWalk(tree, pair);
      memory.words[record] = 16 * pair;
      memory.words[record + 1] = leastSteps;
      pair = nextPair;
    }
  });
}

function blockIn(
  { words, floats, doubles }: KernelMemory,
  { rows, values, leaves, sums }: Layout,
  { ensemble, valueColumns }: { ensemble: TreeEnsemble; valueColumns: number },
): Block {
  const [sumBytes, numbers] = ensemble.sums === 'float64' ? [8, doubles] : [4, floats];
  return {
    size: rows,
    from: 0,
    count: 0,
    values: doubles.subarray(values / 8, values / 8 + valueColumns * rows),
    leaves: words.subarray(leaves / 4, leaves / 4 + rows),
    sums: numbers.subarray(sums / sumBytes, sums / sumBytes + ensemble.outputs * rows),
  };
}
