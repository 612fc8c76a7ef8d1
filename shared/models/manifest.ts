import { createHash } from 'node:crypto';
import * as z from 'zod';
import { InputError } from '../errors.ts';
import { Golden, probeRows, verifyGolden } from './golden.ts';
import type { Model } from './model.ts';
import { readModel } from './readModel.ts';
import type { TrainingProfile } from './trainingProfile.ts';

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
  /** What was usual in training: `TrainingProfile`. */
  profile: z
    .looseObject({
      rows: z.int().positive().optional(),
      missingShare: z.number().min(0).max(1).optional(),
      rawSpread: z.number().min(0).optional(),
      emptyFeatures: z.array(z.string()).optional(),
    })
    .optional(),
});
export type Manifest = z.infer<typeof Manifest>;

export interface ManifestInput {
  readonly name: string;
  /** Base name of the model file. */
  readonly file: string;
  readonly bytes: Uint8Array;
  readonly model: Model;
  /** In training order. */
  readonly features: readonly Feature[];
  readonly createdAt: Date;
  /** Rows with what the training library gives; probe rows are made when there are none. */
  readonly golden?: Golden | undefined;
  readonly profile?: TrainingProfile | undefined;
}

function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** The manifest of a model file, but for its version. Its golden rows are those given, or else `probeRows` of the model as it is read now. */
export async function makeManifest(input: ManifestInput): Promise<Omit<Manifest, 'version'>> {
  return {
    format: 1,
    name: input.name,
    kind: input.model.kind,
    file: input.file,
    sha256: sha256Of(input.bytes),
    features: [...input.features],
    createdAt: input.createdAt.toISOString(),
    golden: input.golden ?? (await probeRows(input.model)),
    ...(input.profile && { profile: storedProfile(input.profile) }),
  };
}

function storedProfile({ emptyFeatures, ...rest }: TrainingProfile) {
  return { ...rest, ...(emptyFeatures && { emptyFeatures: [...emptyFeatures] }) };
}

/**
 * The model of a stored file, after everything its manifest says was found true: the bytes, the format, the
 * features and their order, and the golden rows.
 *
 * @throws InputError `model_damaged`, `manifest_mismatch` or `golden_mismatch`; what `readModel` throws
 */
export async function verifiedModel(manifest: Manifest, bytes: Uint8Array): Promise<Model> {
  const sha256 = sha256Of(bytes);
  if (sha256 !== manifest.sha256) {
    throw new InputError(
      'model_damaged',
      `${manifest.file} of model ${manifest.name} has sha256 ${sha256.slice(0, 8)}…, its manifest says ${manifest.sha256.slice(0, 8)}…`,
    );
  }
  const model = await readModel(bytes, manifest.file);
  verifyShape(manifest, model);
  if (manifest.golden) await verifyGolden(manifest.golden, model);
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
