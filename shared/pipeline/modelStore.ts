import * as z from 'zod';
import { InputError } from '../errors.ts';
import { Manifest, verifiedModel } from '../models/manifest.ts';
import type { Model } from '../models/model.ts';
import { nearestNames } from '../models/nearestNames.ts';
import type { Store } from '../ports.ts';

export interface LoadedModel {
  readonly manifest: Manifest;
  readonly model: Model;
}

/** Promotions kept in a pointer. */
const HISTORY = 100;

/** models/<model>/current.json: the version in use, and the promotions up to it, oldest first. */
const ModelPointer = z.object({
  version: z.string(),
  history: z.array(z.object({ version: z.string(), at: z.iso.datetime() })),
});

export interface StoredPointer {
  readonly pointer: z.infer<typeof ModelPointer>;
  readonly etag: string;
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
  if (!manifest) throw new InputError('unknown_model', `no version ${version} of model ${name} in the store`);
  const key = versionKey(name, version, manifest.file);
  const stored = await store.get(key);
  if (!stored) throw lost(key);
  return { manifest, model: verifiedModel(manifest, stored.bytes) };
}

/** Names with a promoted version, sorted. */
export async function modelNames(store: Store): Promise<string[]> {
  const keys = await store.list('models/');
  return keys.flatMap((key) => /^models\/([^/]+)\/current\.json$/.exec(key)?.[1] ?? []);
}

/** @returns undefined when there is no such version */
export async function readManifest(
  store: Store,
  name: string,
  version: string,
): Promise<Manifest | undefined> {
  const key = versionKey(name, version, 'manifest.json');
  const stored = await store.get(key);
  return stored && parseJson(key, stored.bytes, Manifest);
}

/** @returns undefined when nothing was ever promoted under the name */
export async function readPointer(store: Store, name: string): Promise<StoredPointer | undefined> {
  const key = pointerKey(name);
  const stored = await store.get(key);
  return stored && { pointer: parseJson(key, stored.bytes, ModelPointer), etag: stored.etag };
}

/**
 * Points a name at a version, over exactly the pointer that was read.
 *
 * @param current what `readPointer` gave
 * @returns false when the pointer has changed since and nothing was written
 */
export async function writePointer(
  store: Store,
  to: { readonly name: string; readonly version: string; readonly at: Date },
  current: StoredPointer | undefined,
): Promise<boolean> {
  const entry = { version: to.version, at: to.at.toISOString() };
  const history = [...(current?.pointer.history ?? []), entry].slice(-HISTORY);
  const bytes = new TextEncoder().encode(JSON.stringify({ version: to.version, history }));
  const condition = current ? { ifMatch: current.etag } : ({ ifAbsent: true } as const);
  return (await store.put(pointerKey(to.name), bytes, condition)) !== undefined;
}

export function versionKey(name: string, version: string, file: string): string {
  return `models/${name}/${version}/${file}`;
}

function pointerKey(name: string): string {
  return `models/${name}/current.json`;
}

function parseJson<T>(key: string, bytes: Uint8Array, schema: z.ZodType<T>): T {
  try {
    return schema.parse(JSON.parse(new TextDecoder().decode(bytes)));
  } catch (cause) {
    throw new InputError('model_damaged', `${key} is not what it must be`, { cause });
  }
}

function lost(key: string): InputError {
  return new InputError('model_damaged', `${key} is gone from the store`);
}

async function unknownModel(store: Store, name: string): Promise<InputError> {
  const names = await modelNames(store);
  const near = nearestNames(name, names);
  const have = names.length > 0 ? `The store has ${names.join(', ')}` : 'The store has no model yet';
  const meant = near.length > 0 ? `; was ${near[0]} meant?` : '.';
  const hint = `${have}${meant} Push one with: npm run -s autopilot -- model push FILE --name ${name}`;
  return new InputError('unknown_model', `no model ${name} in the store`, { hint });
}
