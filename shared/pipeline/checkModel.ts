import { AppError, InputError } from '../errors.ts';
import { COMPUTED_FEATURES } from '../features/computedFeatures.ts';
import { verifyFeatureVersions } from '../models/featureVersions.ts';
import { type FeatureSource, refuseUnknownFeatures } from '../models/knownFeatures.ts';
import type { Store } from '../ports.ts';
import { readPointer, standingPromotions } from './modelPointer.ts';
import { type LoadedModel, loadModel } from './modelStore.ts';

/**
 * Whether the version of a model that is in use is sound: its bytes, format, features and golden rows are what its
 * manifest says, and its features are computed as in training and there to be had.
 *
 * @param sources of features, as far as they are known
 * @throws InputError as `loadModel`; `feature_version_mismatch`, `unknown_features`. The hint says whether there is a
 *   version to go back to.
 */
export async function checkModel(
  store: Store,
  name: string,
  sources: readonly FeatureSource[],
): Promise<LoadedModel> {
  try {
    const loaded = await loadModel(store, name);
    const { features } = loaded.manifest;
    verifyFeatureVersions(features, COMPUTED_FEATURES);
    refuseUnknownFeatures(
      features.map((feature) => feature.name),
      sources,
    );
    return loaded;
  } catch (error) {
    throw (await withWayBack(store, name, error)) ?? error;
  }
}

async function withWayBack(store: Store, name: string, error: unknown): Promise<InputError | undefined> {
  if (!(error instanceof InputError)) return undefined;
  const current = await readPointer(store, name).catch((trouble) => {
    if (trouble instanceof AppError) return undefined;
    throw trouble;
  });
  if (!current || standingPromotions(current.pointer).length < 2) return undefined;
  const { code, message, hint, cause } = error;
  const back = `Until then, go back to the version before: npm run -s autopilot -- model rollback ${name}`;
  return new InputError(code, message, { cause, hint: `${hint} ${back}` });
}
