import type { TreeEnsemble } from '../treeEnsemble.ts';
import { addLeaves } from './addLeaves.ts';
import { type Block, byBlocks, fillInput } from './block.ts';
import type { Evaluator } from './evaluator.ts';
import { plainWalk } from './plainWalk.ts';

const BLOCK_ROWS = 512;
/** Bounds the memory of a model with very many inputs or outputs. */
const BLOCK_CELLS = 2 ** 22;

/** Evaluates the trees as they are: nothing is prepared, so that for little work nothing is quicker. */
export function plainEvaluator(ensemble: TreeEnsemble): Evaluator {
  return (columns, rows) => {
    const block = emptyBlock(ensemble, rows);
    return byBlocks(ensemble, { rows, block }, () => {
      for (let i = 0; i < ensemble.inputs.length; i++) {
        fillInput(ensemble, { block, columns }, { input: i, place: i });
      }
      for (let tree = 0; tree < ensemble.roots.length; tree++) {
        plainWalk(ensemble, tree, block);
        addLeaves(ensemble, tree, block);
      }
    });
  };
}

function emptyBlock({ inputs, outputs, sums }: TreeEnsemble, rows: number): Block {
  const most = Math.floor(BLOCK_CELLS / Math.max(1, inputs.length, outputs));
  const size = Math.max(1, Math.min(BLOCK_ROWS, rows, most));
  return {
    size,
    from: 0,
    count: 0,
    values: new Float64Array(inputs.length * size),
    leaves: new Int32Array(size),
    sums: sums === 'float64' ? new Float64Array(outputs * size) : new Float32Array(outputs * size),
  };
}
