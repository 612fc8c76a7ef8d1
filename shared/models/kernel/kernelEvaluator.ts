import type { TreeEnsemble } from '../treeEnsemble.ts';
import { addLeaves } from './addLeaves.ts';
import { byBlocks } from './block.ts';
import { addsNumbers } from './entryWriter.ts';
import type { Evaluator } from './evaluator.ts';
import { fillPlanes } from './fillPlanes.ts';
import { type Kernel, kernelOf } from './kernel.ts';
import { plainWalk } from './plainWalk.ts';
import { type Run, runsOf } from './runs.ts';

/** Evaluates many rows quickly, once the trees are in a form for it; undefined for a model too large for that. */
export function kernelEvaluator(ensemble: TreeEnsemble): Evaluator | undefined {
  const kernel = kernelOf(ensemble);
  if (!kernel) return undefined;
  const runs = runsOf(ensemble, kernel.plan);
  const add = addsNumbers(ensemble) ? addNumbers(kernel) : addByLeaves(kernel);
  const { block } = kernel;
  return (columns, rows) =>
    byBlocks(ensemble, { rows, block }, () => {
      const sixteens = Math.ceil(block.count / 16) * 16;
      fillPlanes(kernel, columns, sixteens);
      for (const run of runs) add(run, sixteens);
    });
}

type AddRun = (run: Run, rows: number) => void;

/** Table and walked trees whose leaves are numbers add them by themselves. */
function addNumbers(kernel: Kernel): AddRun {
  const { ensemble, layout, functions } = kernel;
  const [bytes, table, walk] =
    ensemble.sums === 'float64'
      ? [8, functions.tableF64, functions.walkF64]
      : [4, functions.tableF32, functions.walkF32];
  const addPlain = addByLeaves(kernel);
  return (run, rows) => {
    const [first, end] = [layout.trees + 8 * run.first, layout.trees + 8 * run.end];
    const sums = layout.sums + run.output * layout.rows * bytes;
    if (run.strategy === 'table') table(first, end, rows, sums);
    else if (run.strategy === 'walk') walk(first, end, rows, sums, layout.entries);
    else addPlain(run, rows);
  };
}

/** Tree by tree: first the leaves of all rows, then what the leaves give. */
function addByLeaves({ ensemble, plan, layout, functions, block }: Kernel): AddRun {
  return ({ strategy, first, end }, rows) => {
    for (let i = first; i < end; i++) {
      const [tree, record] = [plan.order[i]!, layout.trees + 8 * i];
      if (strategy === 'table') functions.tableLeaf(record, record + 8, rows, layout.leaves);
      else if (strategy === 'walk') {
        functions.walkLeaf(record, record + 8, rows, layout.leaves, layout.entries);
      } else plainWalk(ensemble, tree, block);
      addLeaves(ensemble, tree, block);
    }
  };
}
