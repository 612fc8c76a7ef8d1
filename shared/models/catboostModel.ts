import { InputError } from '../errors.ts';
import { catboostFeatures, catboostReaders } from './catboostFeatures.ts';
import { type CatboostFile, catboostFile, catboostLoss } from './catboostFile.ts';
import { catboostTransform } from './catboostTransform.ts';
import { leafValues, nonSymmetricTree, symmetricTree } from './catboostTree.ts';
import { compileTrees } from './compileTrees.ts';
import { featureNumbers } from './featureNumbers.ts';
import { inputRegister } from './inputRegister.ts';
import { joinTrees } from './joinTrees.ts';
import type { Model } from './model.ts';
import { eachRow } from './rowTransform.ts';
import { setPacker } from './setPacker.ts';
import type { Input } from './treeEnsemble.ts';
import { checkTreeLimit } from './treeLimit.ts';

/**
 * A model from a CatBoost file saved with format="json": symmetric and other trees, one or several outputs, splits
 * on numbers and one-hot categories. A category is compared by the hash of its text; a missing one is the empty
 * text, or "nan" where the model knows that. Numbers are float32, sums float64.
 *
 * @throws InputError `model_damaged`, `unsupported_model` for splits on statistics of categories, texts, embeddings
 */
export function catboostModel(document: unknown): Model {
  const file = catboostFile(document);
  const features = catboostFeatures(file);
  const outputs = outputsOf(file);
  const { scale, bias } = scaleAndBias(file, outputs);
  const codes = codeRegister();
  const ensemble = ensembleOf(file, { features, outputs, codeOf: codes.codeOf });
  const evaluate = compileTrees(ensemble);
  const readers = catboostReaders(features, codes.hashes);
  return {
    kind: 'catboost-json',
    featureNames: features.names,
    featureCount: features.count,
    outputs,
    predictionOutputs: outputs,
    raw: async (columns, rows, options) => {
      const sums = evaluate(featureNumbers(readers, { columns, rows, options }, Math.fround), rows);
      return sums.map((sum, i) => scale * sum + bias[i % outputs]!);
    },
    prediction: eachRow(catboostTransform(catboostLoss(file)), outputs),
  };
}

/** Gives each category that splits of a feature ask for a number: its hash's place in the feature's list. */
function codeRegister() {
  const hashes = new Map<number, number[]>();
  const places = new Map<string, number>();
  const codeOf = (feature: number, hash: number): number => {
    const known = places.get(`${feature} ${hash}`);
    if (known !== undefined) return known;
    const list = hashes.get(feature) ?? [];
    hashes.set(feature, list);
    const place = list.push(hash) - 1;
    places.set(`${feature} ${hash}`, place);
    return place;
  };
  return { hashes, codeOf };
}

function ensembleOf(
  { oblivious_trees, trees }: CatboostFile,
  model: Pick<Parameters<typeof symmetricTree>[1], 'features' | 'outputs' | 'codeOf'>,
) {
  checkTreeLimit((oblivious_trees?.length ?? 0) + (trees?.length ?? 0));
  const inputs: Input[] = [];
  const shared = { ...model, inputOf: inputRegister(inputs), packSets: setPacker() };
  const read = [
    ...(oblivious_trees ?? []).map((tree, t) => symmetricTree(tree, { ...shared, where: `tree ${t}` })),
    ...(trees ?? []).map((tree, t) => nonSymmetricTree(tree, { ...shared, where: `tree ${t}` })),
  ];
  const { outputs } = model;
  return joinTrees(read, {
    outputs,
    start: new Float64Array(outputs),
    sums: 'float64',
    rounding: 'float32',
    inputs,
    leafWidth: outputs,
  });
}

/** As many as values in a leaf. */
function outputsOf({ oblivious_trees, trees }: CatboostFile): number {
  const [symmetric, nested] = [oblivious_trees?.[0], trees?.[0]];
  if (!symmetric && !nested) throw new InputError('model_damaged', 'the file holds no trees');
  const outputs = symmetric
    ? symmetric.leaf_values.length / 2 ** (symmetric.splits?.length ?? 0)
    : leafValues(firstLeaf(nested), 'tree 0').length;
  if (Number.isInteger(outputs) && outputs > 0) return outputs;
  throw new InputError('model_damaged', 'tree 0: its leaf values do not fit its splits');
}

function firstLeaf(node: unknown): unknown {
  let leaf = node;
  while (typeof leaf === 'object' && leaf !== null && 'left' in leaf) leaf = leaf.left;
  return leaf;
}

/** Older files have none. */
function scaleAndBias({ scale_and_bias }: CatboostFile, outputs: number): { scale: number; bias: number[] } {
  const [scale, bias] = scale_and_bias ?? [1, 0];
  const all = Array.isArray(bias) ? bias : Array.from({ length: outputs }, () => bias);
  if (all.length === outputs) return { scale, bias: all };
  throw new InputError('model_damaged', `${all.length} biases for ${outputs} outputs`);
}
