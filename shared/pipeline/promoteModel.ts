import { TransientError } from '../errors.ts';
import type { Store } from '../ports.ts';
import { openVersion, readPointer, writePointer } from './modelStore.ts';

/**
 * Puts a stored version of a model in use, after it was opened and found sound. Every later `loadModel` gets it.
 *
 * @returns false when it was in use already and nothing was written
 * @throws InputError what `openVersion` throws; TransientError `model_busy` when someone else promoted meanwhile
 */
export async function promoteModel(
  store: Store,
  request: { readonly name: string; readonly version: string; readonly at: Date },
): Promise<boolean> {
  const { name, version } = request;
  const current = await readPointer(store, name);
  if (current?.pointer.version === version) return false;
  await openVersion(store, name, version);
  if (await writePointer(store, request, current)) return true;
  throw new TransientError('model_busy', `the model ${name} was promoted by someone else at the same moment`);
}
