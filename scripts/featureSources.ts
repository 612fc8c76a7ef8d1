import { type FeatureOrigin, featureOrigin } from '../shared/domain/featureOrigin.ts';
import { AppError } from '../shared/errors.ts';
import { COMPUTED_FEATURES } from '../shared/features/computedFeatures.ts';
import type { FeatureSource } from '../shared/models/knownFeatures.ts';
import { nearestNames } from '../shared/models/nearestNames.ts';
import { liveFeatures } from '../shared/pipeline/liveFeatures.ts';
import type { Log, Store } from '../shared/ports.ts';
import { lazyFiles } from './lazyFiles.ts';
import { FEATURES } from './standins/lookalikeDay.ts';

/** What there is to feed a model with, as far as the store and this code know. */
export async function featureSources(store: Store, log: Log): Promise<FeatureSource[]> {
  const live = await newestLive(store, log);
  const catalogue = nearlyKnown('the catalogue', [...COMPUTED_FEATURES.keys()], 'market');
  return [live ?? nearlyKnown('the dataset crypto/v2.0', FEATURES, 'numerai'), catalogue];
}

/** A file that cannot be read says nothing. */
async function newestLive(store: Store, log: Log): Promise<FeatureSource | undefined> {
  try {
    return await liveFeatures(store, lazyFiles);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    log.warn(`The newest live file is not asked for the names of Numerai's features: ${error.message}`);
    return undefined;
  }
}

/** Names that may not be all: what is like none of them may come from elsewhere, what is nearly one is mistyped. */
function nearlyKnown(label: string, names: readonly string[], of: FeatureOrigin): FeatureSource {
  const known = new Set(names);
  const isMeant = (name: string) => known.has(name) || nearestNames(name, names).length > 0;
  return { label, names, claims: (name) => featureOrigin(name) === of && isMeant(name) };
}
