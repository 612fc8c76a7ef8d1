import { InputError } from '../errors.ts';
import { type Fields, hasFlag, optionalField, requiredCount, requiredField } from './fields.ts';

/** What `feature_infos` says of a feature. */
export type FeatureInfo =
  /** Unused, or one value only. */
  | { readonly kind: 'none' }
  | { readonly kind: 'number'; readonly min: number; readonly max: number }
  /** The category codes seen in training; missing ones left out. */
  | { readonly kind: 'category'; readonly largest: number };

export interface LightgbmHeader {
  /** Trees per boosting round, and values per row. */
  readonly outputs: number;
  /** In training order; `Column_0 Column_1 …` when the training data had no names. */
  readonly featureNames: readonly string[];
  /** One per feature; empty when the file does not say. */
  readonly featureInfos: readonly FeatureInfo[];
  /** Name and parameters; undefined after training with an objective of one's own. */
  readonly objective: string | undefined;
  /** Random forest: the prediction is the average over the rounds. */
  readonly averageOutput: boolean;
  /** Entries of `tree_sizes`, when the file has it. */
  readonly treeCount: number | undefined;
}

/** @throws InputError `model_damaged` */
export function parseHeader(fields: Fields): LightgbmHeader {
  const sizes = optionalField(fields, 'tree_sizes');
  return {
    outputs: parseOutputs(fields),
    featureNames: parseFeatureNames(fields),
    featureInfos: parseFeatureInfos(fields),
    objective: optionalField(fields, 'objective')?.trim(),
    averageOutput: hasFlag(fields, 'average_output'),
    treeCount: sizes === undefined ? undefined : tokens(sizes).length,
  };
}

function parseOutputs(fields: Fields): number {
  const old = optionalField(fields, 'num_tree_per_iteration') === undefined;
  const key = old ? 'num_class' : 'num_tree_per_iteration';
  const outputs = requiredCount(fields, key);
  if (outputs > 0) return outputs;
  throw new InputError('model_damaged', `the header: ${key} is 0`);
}

function parseFeatureNames(fields: Fields): string[] {
  const names = tokens(requiredField(fields, 'feature_names'));
  const announced = requiredCount(fields, 'max_feature_idx') + 1;
  if (names.length !== announced) {
    throw new InputError(
      'model_damaged',
      `max_feature_idx announces ${announced} features, ${names.length} are named`,
    );
  }
  if (new Set(names).size === names.length) return names;
  throw new InputError('model_damaged', 'a feature name stands twice in feature_names');
}

function parseFeatureInfos(fields: Fields): FeatureInfo[] {
  const count = requiredCount(fields, 'max_feature_idx') + 1;
  const infos = tokens(optionalField(fields, 'feature_infos') ?? '').map(parseFeatureInfo);
  if (infos.length === 0 || infos.length === count) return infos;
  throw new InputError('model_damaged', `feature_infos tells of ${infos.length} features, not of ${count}`);
}

function parseFeatureInfo(token: string): FeatureInfo {
  if (token === 'none') return { kind: 'none' };
  if (token.startsWith('[')) {
    const [min, max] = token.slice(1, -1).split(':').map(Number);
    return { kind: 'number', min: min ?? NaN, max: max ?? NaN };
  }
  // A loop, since a category may have more levels than a call takes arguments.
  return {
    kind: 'category',
    largest: token.split(':').reduce((most, code) => Math.max(most, Number(code)), -1),
  };
}

function tokens(text: string): string[] {
  return text.split(' ').filter((token) => token !== '');
}
