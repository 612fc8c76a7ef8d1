import * as z from 'zod';
import type { Store } from '../ports.ts';
import { parseStored } from './parseStored.ts';

/** Promotions kept in a pointer. */
const HISTORY = 100;

const Promotion = z.object({
  version: z.string(),
  at: z.iso.datetime(),
  /** Of a rollback: the version that was in use before it. */
  undoes: z.string().optional(),
});

/** models/<model>/current.json: the version in use, and what was put in use until now, oldest first. */
const ModelPointer = z.object({ version: z.string(), history: z.array(Promotion) });
export type ModelPointer = z.infer<typeof ModelPointer>;

export interface StoredPointer {
  readonly pointer: ModelPointer;
  readonly etag: string;
}

export interface PointerChange {
  readonly name: string;
  /** To be in use from now on. */
  readonly version: string;
  readonly at: Date;
  readonly undoes?: string;
}

/**
 * @returns undefined when nothing was ever promoted under the name
 * @throws InputError `model_damaged`
 */
export async function readPointer(store: Store, name: string): Promise<StoredPointer | undefined> {
  const key = pointerKey(name);
  const stored = await store.get(key);
  if (!stored) return undefined;
  const hint = `Put a version in use again: npm run -s autopilot -- model promote ${name} latest`;
  return { pointer: parseStored({ key, bytes: stored.bytes, hint }, ModelPointer), etag: stored.etag };
}

/** As `readPointer`, but one that cannot be read counts as pointing nowhere: it is to be written over. */
export async function pointerToReplace(store: Store, name: string): Promise<StoredPointer | undefined> {
  const stored = await store.get(pointerKey(name));
  if (!stored) return undefined;
  const read = ModelPointer.safeParse(jsonOrNothing(stored.bytes));
  return { pointer: read.data ?? { version: '', history: [] }, etag: stored.etag };
}

/**
 * Points a name at a version, over exactly the pointer that was read.
 *
 * @param current what `readPointer` gave
 * @returns false when the pointer has changed since and nothing was written
 */
export async function writePointer(
  store: Store,
  { name, version, at, undoes }: PointerChange,
  current: StoredPointer | undefined,
): Promise<boolean> {
  const entry = { version, at: at.toISOString(), ...(undoes !== undefined && { undoes }) };
  const history = [...(current?.pointer.history ?? []), entry].slice(-HISTORY);
  const bytes = new TextEncoder().encode(JSON.stringify({ version, history } satisfies ModelPointer));
  const condition = current ? { ifMatch: current.etag } : ({ ifAbsent: true } as const);
  return (await store.put(pointerKey(name), bytes, condition)) !== undefined;
}

/**
 * The promotions that are not undone, oldest first: the last is in use, the one before it is what a rollback goes
 * back to. A rollback takes the last one away, so that the next goes further back and never forth.
 */
export function standingPromotions({ version, history }: ModelPointer): string[] {
  const standing: string[] = [];
  for (const entry of history) {
    if (entry.undoes !== undefined) standing.pop();
    // Of a rollback the version stands already, unless its promotion is older than the history.
    if (entry.undoes === undefined || standing.at(-1) !== entry.version) standing.push(entry.version);
  }
  return standing.at(-1) === version ? standing : [...standing, version];
}

function pointerKey(name: string): string {
  return `models/${name}/current.json`;
}

function jsonOrNothing(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}
