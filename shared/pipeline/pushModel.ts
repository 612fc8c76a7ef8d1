import type { Table } from '../domain/table.ts';
import { InputError, UsageError } from '../errors.ts';
import { goldenFromTable, type NamedModel } from '../models/goldenFromTable.ts';
import { type FeatureSource, refuseUnknownFeatures } from '../models/knownFeatures.ts';
import { type Manifest, makeManifest } from '../models/manifest.ts';
import type { Model } from '../models/model.ts';
import { readModel } from '../models/readModel.ts';
import { trainingProfile } from '../models/trainingProfile.ts';
import type { Store } from '../ports.ts';
import { readPointer, writePointer } from './modelPointer.ts';
import { storeVersion } from './modelVersion.ts';

const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

/** What a model was trained on. */
export interface TrainingTable {
  /** Some of its rows, every column. */
  readonly sample: Table;
  /** Version of each feature in it that this code computed, by name. */
  readonly versions: ReadonlyMap<string, string>;
}

export interface PushRequest {
  /** The name candidates use: 1 to 64 letters, digits, `.`, `_` or `-`. */
  readonly name: string;
  /** Base name of the model file; characters that a key should not have become `_`. */
  readonly file: string;
  readonly bytes: Uint8Array;
  readonly createdAt: Date;
  /** Feature names in training order; needed only when the file carries none. */
  readonly features?: readonly string[] | undefined;
  /** Features with what the training library gives for them, see `goldenFromTable`; without it probe rows are made. */
  readonly golden?: Table | undefined;
  /** Its columns are the features that are known; its versions and its profile go into the manifest. */
  readonly training?: TrainingTable | undefined;
  /** Without a training table: what there is to feed the model with. */
  readonly sources?: readonly FeatureSource[] | undefined;
}

export interface PushedModel {
  readonly manifest: Manifest;
  /** False when a version with all of this was there already. */
  readonly created: boolean;
  /** True when this push put the version in use, as the first of its name. */
  readonly promoted: boolean;
  /** True when the version is in use now, whoever put it there. */
  readonly inUse: boolean;
}

/**
 * Stores a model file as a new, unchangeable version, after everything that is said of it was found true. The first
 * version of a name is promoted; later ones wait for `promoteModel`. A repeated push finds the version that is there.
 *
 * @throws UsageError `usage`, `feature_names_missing`; InputError `manifest_mismatch`, `unknown_features`, what
 *   `goldenFromTable` and `readModel` throw; TransientError `model_busy`
 */
export async function pushModel(store: Store, request: PushRequest): Promise<PushedModel> {
  const { name, bytes, createdAt } = request;
  if (!NAME.test(name)) {
    throw new UsageError(
      'usage',
      `${JSON.stringify(name)} is no model name: 1 to 64 letters, digits, ".", "_", "-"`,
    );
  }
  const model = await readModel(bytes, request.file);
  const described = await describe(request, { model, features: featureNames(model, request.features) });
  const current = await readPointer(store, name);
  const inUse = current?.pointer.version;
  const { manifest, created } = await storeVersion(store, { manifest: described, bytes, inUse });
  const { version } = manifest;
  const promoted = !current && (await writePointer(store, { name, version, at: createdAt }, current));
  return { manifest, created, promoted, inUse: promoted || inUse === version };
}

async function describe(request: PushRequest, named: NamedModel) {
  const { name, bytes, createdAt, training, golden } = request;
  refuseUnknownFeatures(named.features, training ? [columnsOf(training)] : (request.sources ?? []));
  return makeManifest({
    name,
    file: storedName(request.file),
    bytes,
    model: named.model,
    features: named.features.map((feature) => {
      const version = training?.versions.get(feature);
      return { name: feature, ...(version !== undefined && { version }) };
    }),
    createdAt,
    golden: golden && (await goldenFromTable(golden, named)),
    profile: training && (await trainingProfile(named, training.sample)),
  });
}

function columnsOf({ sample }: TrainingTable): FeatureSource {
  return { label: 'the training table', claims: () => true, names: [...sample.columns.keys()] };
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

/** A name that is a good key and does not hide the manifest. */
function storedName(file: string): string {
  return file.replace(/[^\w.-]/g, '_').replace(/^(manifest\.json|\.*)$/, 'model');
}
