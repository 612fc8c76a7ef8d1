import { InputError, TransientError } from '../../errors.ts';
import type { Store } from '../../ports.ts';

/** Two runs at once conflict now and then; five conflicts in a row mean something else. */
const ATTEMPTS = 5;

/**
 * Makes new content of what is stored and writes it over exactly that, or again from the start when somebody else was
 * faster. Equal content is not written.
 *
 * @param change gets undefined where nothing is stored, and gives undefined to leave it as it is
 * @returns true when something was written
 * @throws TransientError `store_unavailable`; what `change` throws
 */
export async function updateStored(
  store: Store,
  key: string,
  change: (bytes: Uint8Array | undefined) => Promise<Uint8Array | undefined>,
): Promise<boolean> {
  for (let attemptsLeft = ATTEMPTS; attemptsLeft > 0; attemptsLeft--) {
    const found = await store.get(key);
    const bytes = await change(found?.bytes);
    if (!bytes || (found && Buffer.compare(found.bytes, bytes) === 0)) return false;
    const condition = found ? { ifMatch: found.etag } : ({ ifAbsent: true } as const);
    if ((await store.put(key, bytes, condition)) !== undefined) return true;
  }
  throw new TransientError('store_unavailable', `${key} was changed by others ${ATTEMPTS} times in a row`);
}

/**
 * Reads the content of a key of the market store.
 *
 * @throws InputError `market_damaged` naming the key
 */
export async function decoded<T>(key: string, decode: () => T | Promise<T>): Promise<T> {
  try {
    return await decode();
  } catch (cause) {
    throw new InputError('market_damaged', `${key} cannot be read: ${(cause as Error).message}`, { cause });
  }
}

export function jsonBytes(value: unknown): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(value, null, 1)}\n`);
}

export function parsedJson(bytes: Uint8Array): unknown {
  return JSON.parse(new TextDecoder().decode(bytes));
}
