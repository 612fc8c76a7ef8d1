import { InputError, TransientError } from '../errors.ts';
import type { Manifest } from '../models/manifest.ts';
import type { Store } from '../ports.ts';
import { readManifest, versionKey } from './modelStore.ts';
import { storedModels } from './storedModels.ts';

/** A manifest that has no version yet. */
type Unversioned = Omit<Manifest, 'version'>;

/** What is to be stored as a version. */
interface Wanted {
  readonly manifest: Unversioned;
  readonly bytes: Uint8Array;
  /** The version in use: of several that say all of it, it is the one that is meant. */
  readonly inUse: string | undefined;
}

/**
 * Stores a file as a new version `<UTC time>-<first 8 of sha256>`, unless one is there that says all of it already.
 * The manifest is written last and only where there is none: a version without one does not exist, and one with it
 * never changes.
 *
 * @throws TransientError `model_busy` when someone else wrote something else under that version meanwhile
 */
export async function storeVersion(
  store: Store,
  wanted: Wanted,
): Promise<{ readonly manifest: Manifest; readonly created: boolean }> {
  const known = await findVersion(store, wanted);
  if (known) return { manifest: known, created: false };
  const { format, name, file, ...rest } = wanted.manifest;
  const version = freeVersion(wanted.manifest, await versionsOf(store, name));
  const manifest = { format, name, version, file, ...rest };
  const json = new TextEncoder().encode(JSON.stringify(manifest));
  await store.put(versionKey(name, version, file), wanted.bytes, { ifAbsent: true });
  if (await store.put(versionKey(name, version, 'manifest.json'), json, { ifAbsent: true })) {
    return { manifest, created: true };
  }
  const theirs = await findVersion(store, wanted);
  if (theirs) return { manifest: theirs, created: false };
  const message = `version ${version} of ${name} is being pushed by someone else`;
  throw new TransientError('model_busy', message);
}

/** The version in use, or else the newest, that says all that is wanted, and is whole: one that is damaged is left for good. */
async function findVersion(store: Store, { manifest, bytes, inUse }: Wanted): Promise<Manifest | undefined> {
  const versions = (await versionsOf(store, manifest.name)).filter((one) => one.endsWith(suffixOf(manifest)));
  const inOrder = versions.toSorted((a, b) => Number(a === inUse) - Number(b === inUse)).reverse();
  for (const version of inOrder) {
    const stored = await manifestIfReadable(store, manifest.name, version);
    if (!stored || !saysAll(stored, manifest)) continue;
    const file = await store.get(versionKey(stored.name, version, stored.file));
    if (file && Buffer.compare(file.bytes, bytes) === 0) return stored;
  }
  return undefined;
}

async function manifestIfReadable(store: Store, name: string, version: string) {
  try {
    return await readManifest(store, name, version);
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}

/** The same file and features, and whatever else is given. */
function saysAll(stored: Manifest, { sha256, features, golden, profile }: Unversioned): boolean {
  return (
    stored.sha256 === sha256 &&
    stored.features.length === features.length &&
    features.every(({ name, version }, i) => {
      const its = stored.features[i]!;
      return name === its.name && (version === undefined || version === its.version);
    }) &&
    (golden?.from !== 'library' || JSON.stringify(golden) === JSON.stringify(stored.golden)) &&
    (!profile || JSON.stringify(profile) === JSON.stringify(stored.profile))
  );
}

/**
 * At least a second later than every other, so that the order of the ids is the order of the pushes: the same file may
 * come twice in a second, with other features or golden rows, and clocks go wrong.
 */
function freeVersion(wanted: Unversioned, taken: readonly string[]): string {
  const latest = Math.max(...taken.map(secondOf).filter(Number.isFinite));
  const time = Math.max(Date.parse(wanted.createdAt), latest + 1000);
  return new Date(time).toISOString().replace(/[-:]|\.\d+/g, '') + suffixOf(wanted);
}

/** `20261123T101500Z-1a2b3c4d` → milliseconds; NaN for anything else. */
function secondOf(version: string): number {
  const [, ...parts] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z/.exec(version) ?? [];
  const [year, month, day, hour, minute, second] = parts;
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}

function suffixOf({ sha256 }: Unversioned): string {
  return `-${sha256.slice(0, 8)}`;
}

async function versionsOf(store: Store, name: string): Promise<string[]> {
  return (await storedModels(store, name)).flatMap(({ versions }) => versions);
}
