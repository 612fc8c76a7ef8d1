import { InputError } from '../errors.ts';
import { floats, wholes } from './documentPart.ts';
import { inputRegister } from './inputRegister.ts';
import { joinTrees } from './joinTrees.ts';
import { setPacker } from './setPacker.ts';
import type { Input, TreeEnsemble } from './treeEnsemble.ts';
import { checkTreeLimit } from './treeLimit.ts';
import type { XgboostTree, XgboostTrees } from './xgboostFile.ts';
import { xgboostTree } from './xgboostTree.ts';

/**
 * The trees of an XGBoost file as one ensemble, summed in float32.
 *
 * @param start per output the margin its sum starts at
 * @throws InputError `model_damaged`, `unsupported_model`
 */
export function xgboostEnsemble(
  { trees, tree_info, weight_drop }: XgboostTrees,
  featureCount: number,
  start: Float64Array,
): TreeEnsemble {
  checkTreeLimit(trees.length);
  const outputs = start.length;
  const leafWidth = leafWidthOf(trees, outputs);
  const firstOutputs = wholes(tree_info, 'tree_info');
  const weights = weight_drop && floats(weight_drop, 'weight_drop').map(Math.fround);
  if (weights && weights.length !== trees.length) {
    throw new InputError(
      'model_damaged',
      `${weights.length} weights in weight_drop for ${trees.length} trees`,
    );
  }
  const inputs: Input[] = [];
  const shared = { featureCount, leafWidth, inputOf: inputRegister(inputs), packSets: setPacker() };
  const read = trees.map((tree, t) => {
    const [where, firstOutput, weight] = [`tree ${t}`, firstOutputs[t]!, weights?.[t] ?? 1];
    checkOutput(where, firstOutput, outputs - leafWidth);
    return xgboostTree(tree, { ...shared, where, firstOutput, weight });
  });
  return joinTrees(read, { outputs, start, sums: 'float32', rounding: 'float32', inputs, leafWidth });
}

/** Trees add to one output each, or all of them to all. */
function leafWidthOf(trees: readonly XgboostTree[], outputs: number): number {
  const widths = new Set(trees.map(({ tree_param }) => Math.max(1, tree_param.size_leaf_vector ?? 1)));
  const [width = 1] = widths;
  if (widths.size <= 1 && (width === 1 || width === outputs)) return width;
  throw new InputError(
    'model_damaged',
    `leaves hold ${[...widths].join(', ')} values for ${outputs} outputs`,
  );
}

function checkOutput(where: string, output: number, last: number): void {
  if (output >= 0 && output <= last) return;
  throw new InputError('model_damaged', `${where} adds to output ${output}, the last is ${last}`);
}
