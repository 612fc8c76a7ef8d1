import { AppError } from '../shared/errors.ts';
import type { FeatureSource } from '../shared/models/knownFeatures.ts';
import { liveFeatures } from '../shared/pipeline/liveFeatures.ts';
import type { Log, Store } from '../shared/ports.ts';
import { lazyFiles } from './lazyFiles.ts';

/** What there is to feed a model with, as far as the store knows. A source that cannot be read says nothing. */
export async function featureSources(store: Store, log: Log): Promise<FeatureSource[]> {
  try {
    const live = await liveFeatures(store, lazyFiles);
    return live ? [live] : [];
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    log.warn(`The names of Numerai's features are not checked: ${error.message}`);
    return [];
  }
}
