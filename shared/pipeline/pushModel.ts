import { InputError, TransientError, UsageError } from '../errors.ts';
import { type Golden, verifyGolden } from '../models/golden.ts';
import { type Manifest, makeManifest, sha256Of } from '../models/manifest.ts';
import type { Model } from '../models/model.ts';
import { readModel } from '../models/readModel.ts';
import type { Store } from '../ports.ts';
import { readManifest, readPointer, versionKey, writePointer } from './modelStore.ts';

const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

export interface PushRequest {
  /** The name candidates use: 1 to 64 letters, digits, `.`, `_` or `-`. */
  readonly name: string;
  /** Base name of the model file; characters that a key should not have become `_`. */
  readonly file: string;
  readonly bytes: Uint8Array;
  readonly createdAt: Date;
  /** Feature names in training order; needed only when the file carries none. */
  readonly features?: readonly string[] | undefined;
  /** Rows with the raw scores of the training library; without them probe rows are made. */
  readonly golden?: Golden | undefined;
}

export interface PushedModel {
  readonly manifest: Manifest;
  /** False when the same file with the same features was there already. */
  readonly created: boolean;
  /** True when this push put the version in use, as the first of its name. */
  readonly promoted: boolean;
}

/**
 * Stores a model file as a new, unchangeable version `<UTC time>-<first 8 of sha256>`. The first version of a
 * name is promoted; later ones wait for `promoteModel`. A repeated push finds the version that is there.
 *
 * @throws UsageError `usage`, `feature_names_missing`; InputError `manifest_mismatch`, `golden_mismatch` or
 *   what `readModel` throws
 */
export async function pushModel(store: Store, request: PushRequest): Promise<PushedModel> {
  const { name, bytes, file } = request;
  if (!NAME.test(name)) {
    throw new UsageError(
      'usage',
      `${JSON.stringify(name)} is no model name: 1 to 64 letters, digits, ".", "_", "-"`,
    );
  }
  const model = readModel(bytes, file);
  const features = featureNames(model, request.features);
  if (request.golden) verifyGolden(request.golden, model);

  const stored = await findVersion(store, request, features);
  const manifest = stored ?? newManifest(request, model, features);
  if (!stored && !(await storeVersion(store, manifest, bytes))) {
    throw new TransientError(
      'model_busy',
      `version ${manifest.version} of ${name} is being pushed by someone else`,
    );
  }
  const current = await readPointer(store, name);
  const to = { name, version: manifest.version, at: request.createdAt };
  return { manifest, created: !stored, promoted: !current && (await writePointer(store, to, current)) };
}

function featureNames(model: Model, given: readonly string[] | undefined): readonly string[] {
  const names = given ?? model.featureNames;
  if (!names) {
    const message = `the file names none of its ${model.featureCount} features, only their order is known`;
    throw new UsageError('feature_names_missing', message);
  }
  if (new Set(names).size !== names.length) throw new UsageError('usage', 'a feature name is given twice');
  const wrong = model.featureNames?.findIndex((name, i) => name !== names[i]) ?? -1;
  if (names.length === model.featureCount && wrong < 0) return names;
  const detail = wrong < 0 ? '' : `; feature ${wrong} is ${model.featureNames?.[wrong]} in the file`;
  throw new InputError(
    'manifest_mismatch',
    `${names.length} features were given for a model of ${model.featureCount}${detail}`,
  );
}

function newManifest(request: PushRequest, model: Model, features: readonly string[]): Manifest {
  const { name, bytes, createdAt, golden } = request;
  const time = createdAt.toISOString().replace(/[-:]|\.\d+/g, '');
  const version = `${time}-${sha256Of(bytes).slice(0, 8)}`;
  const file = storedName(request.file);
  const named = features.map((feature) => ({ name: feature }));
  return makeManifest({ name, version, file, bytes, model, features: named, createdAt, golden });
}

/** The version that already holds this file with these features. */
async function findVersion(
  store: Store,
  { name, bytes }: PushRequest,
  features: readonly string[],
): Promise<Manifest | undefined> {
  const sha256 = sha256Of(bytes);
  const suffix = `-${sha256.slice(0, 8)}/manifest.json`;
  const keys = await store.list(`models/${name}/`);
  for (const key of keys.filter((key) => key.endsWith(suffix))) {
    const manifest = await readManifest(store, name, key.split('/')[2]!);
    const same = manifest?.features.map((feature) => feature.name).join('\n') === features.join('\n');
    if (manifest?.sha256 === sha256 && same) return manifest;
  }
  return undefined;
}

/** A name that is a good key and does not hide the manifest. */
function storedName(file: string): string {
  return file.replace(/[^\w.-]/g, '_').replace(/^(manifest\.json|\.*)$/, 'model');
}

/**
 * The manifest is written last: a version without one does not exist.
 *
 * @returns false when someone else wrote that version meanwhile
 */
async function storeVersion(store: Store, manifest: Manifest, bytes: Uint8Array): Promise<boolean> {
  const { name, version, file } = manifest;
  await store.put(versionKey(name, version, file), bytes, { ifAbsent: true });
  const json = new TextEncoder().encode(JSON.stringify(manifest));
  return (
    (await store.put(versionKey(name, version, 'manifest.json'), json, { ifAbsent: true })) !== undefined
  );
}
