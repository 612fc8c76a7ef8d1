import { InputError } from '../errors.ts';
import { Manifest, verifiedModel } from '../models/manifest.ts';
import type { Model } from '../models/model.ts';
import { nearestNames } from '../models/nearestNames.ts';
import type { Store } from '../ports.ts';
import { readPointer } from './modelPointer.ts';
import { parseStored } from './parseStored.ts';
import { storedModels } from './storedModels.ts';

export interface LoadedModel {
  readonly manifest: Manifest;
  readonly model: Model;
}

/** Models opened by this process, the last version of each name: a warm Lambda reads only the pointer. */
const opened = new WeakMap<Store, Map<string, LoadedModel>>();

/**
 * The promoted version of a model. Before its first use in this process its bytes and its golden rows are
 * checked against its manifest.
 *
 * @throws InputError `unknown_model` when nothing is promoted under the name; `model_damaged`,
 *   `manifest_mismatch`, `golden_mismatch` or `unsupported_model` when what is stored cannot be trusted
 */
export async function loadModel(store: Store, name: string): Promise<LoadedModel> {
  const current = await readPointer(store, name);
  if (!current) throw await unknownModel(store, name);
  const { version } = current.pointer;
  const known = opened.get(store)?.get(name);
  if (known?.manifest.version === version) return known;

  const loaded = await openVersion(store, name, version);
  const models = opened.get(store) ?? new Map<string, LoadedModel>();
  opened.set(store, models.set(name, loaded));
  return loaded;
}

/**
 * One stored version of a model, read and verified, promoted or not.
 *
 * @throws InputError `unknown_model` when there is no such version; otherwise as `loadModel`
 */
export async function openVersion(store: Store, name: string, version: string): Promise<LoadedModel> {
  const manifest = await readManifest(store, name, version);
  if (!manifest) {
    const hint = `See what there is: npm run -s autopilot -- model list; put it in use: model promote ${name} VERSION.`;
    throw new InputError('unknown_model', `no version ${version} of model ${name} in the store`, { hint });
  }
  const key = versionKey(name, version, manifest.file);
  const stored = await store.get(key);
  if (!stored) throw new InputError('model_damaged', `${key} is gone from the store`);
  return { manifest, model: await verifiedModel(manifest, stored.bytes) };
}

/**
 * @returns undefined when there is no such version
 * @throws InputError `model_damaged`
 */
export async function readManifest(
  store: Store,
  name: string,
  version: string,
): Promise<Manifest | undefined> {
  const key = versionKey(name, version, 'manifest.json');
  const stored = await store.get(key);
  return stored && parseStored({ key, bytes: stored.bytes }, Manifest);
}

export function versionKey(name: string, version: string, file: string): string {
  return `models/${name}/${version}/${file}`;
}

/** What to say of a model that was asked for and has no version in use. */
export async function unknownModel(store: Store, name: string): Promise<InputError> {
  const models = await storedModels(store);
  const pushed = models.find((model) => model.name === name)?.versions.at(-1);
  if (pushed !== undefined) {
    const hint = `Put it in use: npm run -s autopilot -- model promote ${name} ${pushed}`;
    return new InputError('unknown_model', `model ${name} was pushed, but no version is in use`, { hint });
  }
  const names = models.filter(({ promoted }) => promoted).map((model) => model.name);
  const near = nearestNames(name, names);
  const have = names.length > 0 ? `The store has ${names.join(', ')}` : 'The store has no model yet';
  const meant = near.length > 0 ? `; was ${near[0]} meant?` : '.';
  const hint = `${have}${meant} Push one with: npm run -s autopilot -- model push FILE --name ${name}`;
  return new InputError('unknown_model', `no model ${name} in the store`, { hint });
}
