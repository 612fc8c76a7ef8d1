import { basename } from 'node:path';
import { systemClock } from '../../shared/adapters/local/systemClock.ts';
import { featureOrigin } from '../../shared/domain/featureOrigin.ts';
import { AppError } from '../../shared/errors.ts';
import { COMPUTED_FEATURES } from '../../shared/features/computedFeatures.ts';
import { FEATURES_KEY, readFeatureMetadata } from '../../shared/models/featureMetadata.ts';
import { verifyFeatureVersions } from '../../shared/models/featureVersions.ts';
import type { Manifest } from '../../shared/models/manifest.ts';
import { type PushedModel, pushModel, type TrainingTable } from '../../shared/pipeline/pushModel.ts';
import { featureList } from '../featureList.ts';
import { featureSources } from '../featureSources.ts';
import type { CommandFunction } from '../invocation.ts';
import { pushText } from '../pushText.ts';
import { readInput } from '../readInput.ts';
import { readTableInput } from '../readTableInput.ts';
import { openStore, type Place, placeOf } from '../wiring.ts';

/** Rows of a training table that are looked at. */
const SAMPLE_ROWS = 20_000;

interface PushOptions {
  readonly file: string;
  readonly name?: string;
  readonly features?: string;
  readonly golden?: string;
  readonly table?: string;
}

/** Stores a model file so that candidates can name it. */
export const modelPush: CommandFunction<PushOptions> = async (options, { paint, log }) => {
  const file = basename(options.file);
  const name = options.name ?? withoutEnding(file);
  const bytes = await readInput(options.file);
  const features = options.features === undefined ? undefined : await featureList(options.features);
  const golden = options.golden === undefined ? undefined : await readTableInput(options.golden, '--golden');
  const training = options.table === undefined ? undefined : await trainingTable(options.table);
  const place = placeOf(options);
  const store = await openStore(place);
  const sources = training ? [] : await featureSources(store, log);
  const createdAt = systemClock.now();
  const request = { name, file, bytes, features, golden, training, sources, createdAt };
  const pushed = await pushModel(store, request);
  const warnings = warningsOf(pushed.manifest, place);
  const path = store.locate(`models/${name}/${pushed.manifest.version}/${pushed.manifest.file}`);
  const document = { ...documentOf(pushed), path, warnings };
  return { document, text: pushText(pushed, { path, warnings, paint }) };
};

async function trainingTable(path: string): Promise<TrainingTable> {
  const { sampleTable } = await import('../../shared/adapters/sampleTable.ts');
  const { sample, metadata } = await sampleTable(await readInput(path), SAMPLE_ROWS);
  return { sample, versions: readFeatureMetadata(metadata.get(FEATURES_KEY)) };
}

function warningsOf(manifest: Manifest, place: Place): string[] {
  return [
    ...versionWarnings(manifest),
    ...strangerWarnings(manifest),
    ...emptyWarnings(manifest),
    ...runtimeWarnings(manifest, place),
  ];
}

/** Said once, here: a round without them is as usual. */
function emptyWarnings({ features, profile }: Manifest): string[] {
  const empty = profile?.emptyFeatures ?? [];
  if (empty.length === 0) return [];
  return [
    `${empty.length} of its ${features.length} features, ${empty[0]} first, have no value in the training table: it has learnt nothing from them. Rounds that lack them too are not degraded for it.`,
  ];
}

/** A model may be pushed before there is what it needs. */
function strangerWarnings({ features }: Manifest): string[] {
  const strangers = features
    .map(({ name }) => name)
    .filter((name) => featureOrigin(name) === 'market' && !COMPUTED_FEATURES.has(name));
  if (strangers.length === 0) return [];
  return [
    `No run can feed it: ${strangers.length} of its features, ${strangers[0]} first, are neither Numerai's (feature_…), nor of a table of your own (<table>.<column>), nor in the catalogue (features list).`,
  ];
}

/** Said now, and found again by every run: the model may be meant for another release. */
function versionWarnings({ features }: Manifest): string[] {
  try {
    verifyFeatureVersions(features, COMPUTED_FEATURES);
    return [];
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return [`${error.code}: ${error.message}. ${error.hint}`];
  }
}

/** What is deployed is not asked: the settings here are those of the next deployment. */
function runtimeWarnings({ kind }: Manifest, place: Place): string[] {
  if (kind !== 'onnx' || place === 'local') return [];
  return [
    'An ONNX model needs the ONNX runtime in AWS: "onnx": true in the settings (cdk.json, context.autopilot), then npm run deploy.',
  ];
}

function documentOf({ manifest, created, promoted, inUse }: PushedModel) {
  const { name, version, kind, sha256, features, golden, profile = null } = manifest;
  // Probe rows are not worth a word.
  const goldenRows = golden?.from === 'library' ? golden.features.length : 0;
  return {
    name,
    version,
    kind,
    sha256,
    features: features.length,
    goldenRows,
    profile,
    created,
    promoted,
    inUse,
  };
}

/** `base.txt.gz` → `base` */
function withoutEnding(file: string): string {
  return file.replace(/\.gz$/i, '').replace(/(?<=.)\.[^.]*$/, '');
}
