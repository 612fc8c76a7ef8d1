import { readFile, stat, unlink } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { breakLock, type LockTimes, withLock } from './lockFile.ts';
import { systemClock } from './systemClock.ts';

/** A lock is held for the time of a rename, a temporary file for that of a write: what is older belongs to nobody. */
const LEFT_MS = 10 * 60_000;

/**
 * Removes what a process that was killed has left in a folder: locks and temporary files. A process that sleeps through
 * all that time and wakes up finds its lock gone, and writes nothing. Where they cannot be removed they stay.
 *
 * @param names all of them in that folder
 */
export async function removeLeftovers(
  folder: string,
  names: readonly string[],
  times: LockTimes,
): Promise<void> {
  const paths = names.map((name) => join(folder, name));
  const written = await Promise.all(paths.map(writtenAt));
  const now = systemClock.now().getTime();
  if (!written.some((at) => at < now - LEFT_MS)) return;
  const mark = join(folder, '.lock-leftovers');
  await withLock(mark, times, async () => {
    // The disk's own time: a machine that shares it may be hours away from ours.
    const before = (await writtenAt(mark)) - LEFT_MS;
    for (const path of paths) await removeIfLeft(path, before, times).catch(() => undefined);
  }).catch(() => undefined);
}

async function removeIfLeft(path: string, before: number, times: LockTimes): Promise<void> {
  const isLock = basename(path).startsWith('.lock-');
  // Read before its age: a lock that somebody takes in between is another one, and stays.
  const holder = isLock ? await readFile(path, 'utf8') : '';
  const isLeft = (await writtenAt(path)) < before;
  if (isLeft) await (isLock ? breakLock(path, holder, times) : unlink(path));
}

/** NaN where there is nothing any more. */
async function writtenAt(path: string): Promise<number> {
  const found = await stat(path).catch(() => undefined);
  return found?.mtimeMs ?? Number.NaN;
}
