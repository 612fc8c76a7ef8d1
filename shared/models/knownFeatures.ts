import { featureOrigin } from '../domain/featureOrigin.ts';
import { InputError } from '../errors.ts';
import { describeMissing } from './missingNames.ts';

/** Where features may come from when the model is used. */
export interface FeatureSource {
  /** For a message: `the newest live file`. */
  readonly label: string;
  /** Whether a feature of that name could only come from here. */
  claims(name: string): boolean;
  /** What is there. */
  readonly names: readonly string[];
}

/**
 * Refuses a model that wants what there is not: each feature is looked for in the first source that claims its name.
 * Numerai's and the user's own tables may have
 * more than is known here.
 *
 * @throws InputError `unknown_features` with the nearest names there are
 */
export function refuseUnknownFeatures(features: readonly string[], sources: readonly FeatureSource[]): void {
  const claimed = (name: string) => sources.find((source) => source.claims(name));
  for (const source of sources) {
    const names = new Set(source.names);
    const missing = features.filter((name) => claimed(name) === source && !names.has(name));
    if (missing.length === 0) continue;
    throw new InputError(
      'unknown_features',
      `${source.label} lacks ${missing.length} of the model's ${features.length} features: ${describeMissing(missing, source.names)}`,
    );
  }
  refuseStrangers(features, sources);
}

/** Beside features that are known, a name like none of them is a mistake; strangers alone may be of other data. */
function refuseStrangers(features: readonly string[], sources: readonly FeatureSource[]): void {
  const names = sources.flatMap((source) => source.names);
  const known = new Set(names);
  if (!features.some((name) => known.has(name))) return;
  const isStranger = (name: string) =>
    featureOrigin(name) === 'market' && !sources.some((source) => source.claims(name));
  const strangers = features.filter(isStranger);
  if (strangers.length === 0) return;
  throw new InputError(
    'unknown_features',
    `${strangers.length} of the model's ${features.length} features are known nowhere: ${describeMissing(strangers, names)}`,
  );
}
