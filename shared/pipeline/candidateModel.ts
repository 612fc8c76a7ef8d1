import { InputError } from '../errors.ts';
import { verifyFeatureVersions } from '../models/featureVersions.ts';
import type { Store } from '../ports.ts';
import { type LoadedModel, loadModel } from './modelStore.ts';

/**
 * The promoted version of a model, as a candidate may use it: with one output, and features that are computed as they
 * were in training.
 *
 * @throws InputError as `loadModel`; `unsupported_model`, `feature_version_mismatch`
 */
export async function candidateModel(store: Store, name: string): Promise<LoadedModel> {
  const loaded = await loadModel(store, name);
  const { manifest, model } = loaded;
  if (model.outputs !== 1) {
    const message = `model ${name} gives ${model.outputs} values per token; one is needed to rank`;
    throw new InputError('unsupported_model', message, { hint: 'Train a model with a single output.' });
  }
  if (manifest.features.some(({ version }) => version !== undefined)) {
    // Loaded only where it is needed, as in `tokenColumns`.
    const { COMPUTED_FEATURES } = await import('../features/computedFeatures.ts');
    verifyFeatureVersions(manifest.features, COMPUTED_FEATURES);
  }
  return loaded;
}
