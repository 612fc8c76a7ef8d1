import { createHash } from 'node:crypto';
import * as z from 'zod';
import { InputError } from '../errors.ts';
import { Golden, goldenRows, verifyGolden } from './golden.ts';
import type { Model } from './model.ts';
import { readModel } from './readModel.ts';

const Feature = z.object({ name: z.string().min(1), version: z.string().optional() });

/** One feature a model was trained on; `version` is that of the code which computes it, where that is ours. */
type Feature = z.infer<typeof Feature>;

/** What is known of a stored model file: manifest.json beside it. */
export const Manifest = z.object({
  format: z.literal(1),
  name: z.string(),
  version: z.string(),
  kind: z.string(),
  file: z.string(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  features: z.array(Feature),
  createdAt: z.iso.datetime(),
  golden: Golden.optional(),
  /** What the training data looked like; `missingShare` is the share of missing feature cells. */
  profile: z.looseObject({ missingShare: z.number().min(0).max(1).optional() }).optional(),
});
export type Manifest = z.infer<typeof Manifest>;

export interface ManifestInput {
  readonly name: string;
  readonly version: string;
  /** Base name of the model file. */
  readonly file: string;
  readonly bytes: Uint8Array;
  readonly model: Model;
  /** In training order. */
  readonly features: readonly Feature[];
  readonly createdAt: Date;
  /** Rows whose raw scores the training library gave; probe rows are made when there are none. */
  readonly golden?: Golden | undefined;
  readonly profile?: Manifest['profile'];
}

export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** The manifest of a model file. Its golden rows are those given, or else `goldenRows` of the model as it is read now. */
export function makeManifest(input: ManifestInput): Manifest {
  return {
    format: 1,
    name: input.name,
    version: input.version,
    kind: input.model.kind,
    file: input.file,
    sha256: sha256Of(input.bytes),
    features: [...input.features],
    createdAt: input.createdAt.toISOString(),
    golden: input.golden ?? goldenRows(input.model),
    ...(input.profile && { profile: input.profile }),
  };
}

/**
 * The model of a stored file, after everything its manifest says was found true: the bytes, the format, the
 * features and their order, and the raw scores of the golden rows, bit for bit.
 *
 * @throws InputError `model_damaged`, `manifest_mismatch` or `golden_mismatch`; what `readModel` throws
 */
export function verifiedModel(manifest: Manifest, bytes: Uint8Array): Model {
  const sha256 = sha256Of(bytes);
  if (sha256 !== manifest.sha256) {
    throw new InputError(
      'model_damaged',
      `${manifest.file} of model ${manifest.name} has sha256 ${sha256.slice(0, 8)}…, its manifest says ${manifest.sha256.slice(0, 8)}…`,
    );
  }
  const model = readModel(bytes, manifest.file);
  verifyShape(manifest, model);
  if (manifest.golden) verifyGolden(manifest.golden, model);
  return model;
}

function verifyShape(manifest: Manifest, model: Model): void {
  const { kind, features } = manifest;
  if (kind !== model.kind) {
    throw new InputError('manifest_mismatch', `the manifest says ${kind}, the file is ${model.kind}`);
  }
  if (features.length !== model.featureCount) {
    throw new InputError(
      'manifest_mismatch',
      `the manifest lists ${features.length} features, the file has ${model.featureCount}`,
    );
  }
  const names = model.featureNames ?? features.map((feature) => feature.name);
  const wrong = features.findIndex((feature, i) => feature.name !== names[i]);
  if (wrong < 0) return;
  throw new InputError(
    'manifest_mismatch',
    `feature ${wrong} is ${features[wrong]?.name} in the manifest and ${names[wrong]} in the file`,
  );
}
