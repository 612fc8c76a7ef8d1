import * as z from 'zod';
import { InputError } from '../errors.ts';

/** Key of the Parquet metadata in which a training table says how its features were computed. */
export const FEATURES_KEY = 'autopilot.features';

const FeatureMetadata = z.object({
  format: z.literal(1),
  features: z.array(z.object({ name: z.string().min(1), version: z.string().min(1) })),
});

/** What a training table says of the features that this code computed; Numerai's own are not among them. */
export function featureMetadata(features: readonly { name: string; version: string }[]): string {
  return JSON.stringify({
    format: 1,
    features: features.map(({ name, version }) => ({ name, version })),
  } satisfies z.input<typeof FeatureMetadata>);
}

/**
 * Versions by feature name; empty for a table that says nothing of them.
 *
 * @param metadata value of `FEATURES_KEY`
 * @throws InputError `file_damaged`
 */
export function readFeatureMetadata(metadata: string | undefined): Map<string, string> {
  if (metadata === undefined) return new Map();
  try {
    const { features } = FeatureMetadata.parse(JSON.parse(metadata));
    return new Map(features.map(({ name, version }) => [name, version]));
  } catch (cause) {
    const message = `the metadata ${FEATURES_KEY} of the Parquet file is not what features export writes: ${metadata.slice(0, 80)}`;
    const hint = 'Export the table again with this version, and train on that: features export.';
    throw new InputError('file_damaged', message, { cause, hint });
  }
}
