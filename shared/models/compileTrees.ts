import type { Evaluator } from './kernel/evaluator.ts';
import { kernelEvaluator } from './kernel/kernelEvaluator.ts';
import { plainEvaluator } from './kernel/plainEvaluator.ts';
import type { TreeEnsemble } from './treeEnsemble.ts';

/** To prepare a tree for the kernel takes as long as so many rows take to pass it as it is: some, and more a node. */
const [ROWS_A_TREE, ROWS_A_NODE] = [100, 4];

/**
 * What evaluates an ensemble. It is prepared for the kernel as soon as the rows that were asked for would have paid
 * for that; until then its trees are walked as they are.
 */
export function compileTrees(ensemble: TreeEnsemble): Evaluator {
  const plain = plainEvaluator(ensemble);
  const worth = ROWS_A_TREE + (ROWS_A_NODE * ensemble.input.length) / ensemble.roots.length;
  let prepared: Evaluator | undefined;
  let asked = 0;
  return (columns, rows) => {
    asked += rows;
    if (!prepared && asked >= worth) prepared = kernelEvaluator(ensemble) ?? plain;
    return (prepared ?? plain)(columns, rows);
  };
}
