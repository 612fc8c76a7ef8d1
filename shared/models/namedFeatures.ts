import { InputError } from '../errors.ts';

/**
 * The names of a model's features, once they were found to be as many as the model has and all different.
 *
 * @throws InputError `model_damaged`
 */
export function namedFeatures(names: readonly string[], count: number): readonly string[] {
  if (names.length !== count) {
    throw new InputError('model_damaged', `the file names ${names.length} of the model's ${count} features`);
  }
  if (new Set(names).size === count) return names;
  throw new InputError('model_damaged', 'a feature name stands twice in the file');
}
