import { randomUUID } from 'node:crypto';
import { open, readFile, unlink } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { TransientError } from '../../errors.ts';
import { unlessCode } from './diskError.ts';

export interface LockTimes {
  /** A lock seen unchanged for this long belongs to a dead process and is broken. */
  readonly staleMs: number;
  /** Nobody waits longer for a lock. */
  readonly giveUpMs: number;
}

/** Asked right before the step that must not happen twice: false when the lock was broken meanwhile. */
export type StillLocked = () => Promise<boolean>;

/**
 * Runs `work` while holding a lock file: one holder at a time over all processes that see the folder. The
 * age of a lock is what a waiter has watched itself, so the machines need not agree on the time.
 *
 * @throws TransientError `store_unavailable` when the lock cannot be had in time
 */
export async function withLock<T>(
  path: string,
  times: LockTimes,
  work: (stillLocked: StillLocked) => Promise<T>,
): Promise<T> {
  const token = randomUUID();
  await acquire(path, token, times);
  const stillLocked = async () => (await holder(path)) === token;
  try {
    return await work(stillLocked);
  } finally {
    if (await stillLocked()) await unlinkIfThere(path);
  }
}

async function acquire(path: string, token: string, times: LockTimes): Promise<void> {
  let seen: string | undefined;
  let seenForMs = 0;
  for (let waitedMs = 0; waitedMs < times.giveUpMs; ) {
    if (await created(path, token)) return;
    const current = await holder(path);
    if (current !== seen) seenForMs = 0;
    seen = current;
    if (seen !== undefined && seenForMs >= times.staleMs) await breakLock(path, seen, times);
    const ms = 2 + Math.random() * 18;
    await pause(ms);
    waitedMs += ms;
    seenForMs += ms;
  }
  throw new TransientError('store_unavailable', `no lock on ${path} within ${times.giveUpMs} ms`);
}

/**
 * Removes a lock whose holder is dead. Breaking has a lock of its own: of several that found the same dead lock, the
 * slower ones would otherwise remove the live lock of the fastest.
 *
 * @param dead the token that was seen in it
 */
export async function breakLock(path: string, dead: string, times: LockTimes): Promise<void> {
  await withLock(`${path}-break`, times, async () => {
    if ((await holder(path)) === dead) await unlinkIfThere(path);
  });
}

async function created(path: string, token: string): Promise<boolean> {
  const file = await open(path, 'wx').catch(unlessCode('EEXIST'));
  if (!file) return false;
  try {
    await file.writeFile(token);
    return true;
  } catch (error) {
    await unlinkIfThere(path);
    throw error;
  } finally {
    await file.close();
  }
}

/** The token in the lock; empty while its owner is still writing it, undefined when there is no lock. */
async function holder(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch(unlessCode('ENOENT'));
}

async function unlinkIfThere(path: string): Promise<void> {
  await unlink(path).catch(unlessCode('ENOENT'));
}
