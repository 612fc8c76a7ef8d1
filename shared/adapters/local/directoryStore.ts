import { createHash, randomUUID } from 'node:crypto';
import type { Dirent } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, rm, unlink } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { TransientError } from '../../errors.ts';
import type { PutCondition, Store } from '../../ports.ts';
import { checkStoreKey, isStoreKey, RESERVED_NAME } from '../storeKey.ts';
import { type DiskAction, diskError, unlessCode } from './diskError.ts';
import { type LockTimes, withLock } from './lockFile.ts';
import { removeLeftovers } from './removeLeftovers.ts';

const LOCK_TIMES: LockTimes = { staleMs: 10_000, giveUpMs: 30_000 };

interface Change {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly condition: PutCondition | undefined;
  readonly lock: LockTimes;
}

/**
 * The store in a folder, with the keys of the bucket. Readers never see half a file; conditional writes hold
 * between processes, and after a crash; what a killed process left is removed by a later listing. The etag is the
 * content's SHA-256. The folder appears with the first write.
 *
 * Every method throws InputError `store_key_invalid`, AccessError `store_denied` (no right, read-only) or
 * TransientError `store_unavailable` (disk full, other disk trouble).
 */
export function directoryStore(folder: string, lock: LockTimes = LOCK_TIMES): Store {
  const root = resolve(folder);
  const onDisk = <T>(doing: DiskAction['doing'], key: string, work: (path: string) => Promise<T>) =>
    work(join(root, key)).catch((error) => {
      throw diskError(error, { doing, key, folder: root });
    });
  return {
    async get(key) {
      checkStoreKey(key);
      const bytes = await onDisk('reading', key, readIfThere);
      return bytes && { bytes, etag: etagOf(bytes) };
    },
    async put(key, bytes, condition) {
      checkStoreKey(key);
      return onDisk('writing', key, (path) => write({ path, bytes, condition, lock }));
    },
    async list(prefix) {
      const folder = parentOf(prefix);
      if (folder && !isStoreKey(folder.slice(0, -1))) return [];
      const keys = await onDisk('listing', prefix, () => keysUnder(folder, { root, prefix, lock }));
      return keys.sort(inByteOrder);
    },
    async remove(key) {
      checkStoreKey(key);
      await onDisk('removing', key, (path) => remove(path, lock));
    },
    locate: (key) => join(root, key),
  };
}

function etagOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

async function readIfThere(path: string): Promise<Uint8Array | undefined> {
  return readFile(path).catch(unlessCode('ENOENT', 'ENOTDIR', 'EISDIR'));
}

/** The slow part, writing, comes before the lock; under it are only the comparison and the rename. */
async function write(change: Change): Promise<string | undefined> {
  const { path, bytes } = change;
  await mkdir(dirname(path), { recursive: true });
  const temp = join(dirname(path), `.temp-${randomUUID()}`);
  try {
    await writeThrough(temp, bytes);
    const written = await replace(temp, change);
    return written ? etagOf(bytes) : undefined;
  } finally {
    await rm(temp, { force: true });
  }
}

async function replace(temp: string, { path, condition, lock }: Change): Promise<boolean> {
  return withLock(lockOf(path), lock, async (stillLocked) => {
    if (condition && !(await holds(condition, path))) return false;
    if (!(await stillLocked())) {
      throw new TransientError(
        'store_unavailable',
        `the lock on ${path} was lost while the process stood still`,
      );
    }
    await rename(temp, path);
    await syncFolder(dirname(path));
    return true;
  });
}

async function holds(condition: PutCondition, path: string): Promise<boolean> {
  const bytes = await readIfThere(path);
  if ('ifAbsent' in condition) return bytes === undefined;
  return bytes !== undefined && etagOf(bytes) === condition.ifMatch;
}

async function remove(path: string, lock: LockTimes): Promise<void> {
  // Under the lock too: otherwise a conditional write could replace what was removed after its comparison.
  const unlocked = () => unlink(path).catch(unlessCode('ENOENT', 'ENOTDIR', 'EISDIR'));
  await withLock(lockOf(path), lock, unlocked).catch(unlessCode('ENOENT', 'ENOTDIR'));
}

/** By hash, because a lock's name must not be longer than the file's may be. */
function lockOf(path: string): string {
  const hash = createHash('sha256').update(basename(path)).digest('hex').slice(0, 32);
  return join(dirname(path), `.lock-${hash}`);
}

async function writeThrough(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'wx');
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Makes the rename itself survive a power cut, where the system can do that for a folder. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r').catch(() => undefined);
  await folder?.sync().catch(() => undefined);
  await folder?.close();
}

/** `rounds/81` → `rounds/`: where the walk for a prefix starts. */
function parentOf(prefix: string): string {
  return prefix.slice(0, prefix.lastIndexOf('/') + 1);
}

interface Walk extends Pick<Change, 'lock'> {
  readonly root: string;
  readonly prefix: string;
}

/** Every walk tidies up: a folder may never be written to again. */
async function keysUnder(folder: string, walk: Walk): Promise<string[]> {
  const { root, prefix, lock } = walk;
  const path = join(root, folder);
  const entries = await readdir(path, { withFileTypes: true }).catch(unlessCode('ENOENT', 'ENOTDIR'));
  const [reserved, others] = parted(entries ?? []);
  if (reserved.length > 0) await removeLeftovers(path, reserved, lock);
  const keys = others.map(async (entry) => {
    const key = folder + entry.name;
    if (!key.startsWith(prefix)) return [];
    if (entry.isDirectory()) return keysUnder(`${key}/`, walk);
    return entry.isFile() ? [key] : [];
  });
  return (await Promise.all(keys)).flat();
}

function parted(entries: readonly Dirent[]): [string[], Dirent[]] {
  const reserved = entries.map(({ name }) => name).filter((name) => RESERVED_NAME.test(name));
  return [reserved, entries.filter(({ name }) => !RESERVED_NAME.test(name))];
}

/** As S3 lists; JavaScript's own order differs for characters beyond the basic plane. */
function inByteOrder(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
