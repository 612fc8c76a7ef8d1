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
 * Refuses a model that wants what there is not: each feature is looked for in the first source that claims its name,
 * and nothing is said about a feature that none claims.
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
}
