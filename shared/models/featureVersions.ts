import { InputError } from '../errors.ts';

interface VersionedFeature {
  readonly name: string;
  /** Of the code that computed it for training; undefined for what is not computed here. */
  readonly version?: string | undefined;
}

/** So many features are named in a message. */
const NAMED = 5;

/**
 * Refuses features that are not computed any more as they were when the model was trained: it would be fed other
 * numbers under the same names.
 *
 * @param features of a manifest
 * @param current version of every feature that this code computes, by name
 * @throws InputError `feature_version_mismatch`
 */
export function verifyFeatureVersions(
  features: readonly VersionedFeature[],
  current: ReadonlyMap<string, string>,
): void {
  const changed = features.filter(
    ({ name, version }) => version !== undefined && current.get(name) !== version,
  );
  if (changed.length === 0) return;
  const named = changed.slice(0, NAMED).map(({ name, version }) => {
    return `${name} was ${version}, ${current.has(name) ? `now ${current.get(name)}` : 'now unknown'}`;
  });
  const more = changed.length > NAMED ? ` and ${changed.length - NAMED} more` : '';
  throw new InputError(
    'feature_version_mismatch',
    `${changed.length} of ${features.length} features are not computed as in training: ${named.join('; ')}${more}`,
  );
}
