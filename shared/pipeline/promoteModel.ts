import { TransientError } from '../errors.ts';
import type { Store } from '../ports.ts';
import { pointerToReplace, writePointer } from './modelPointer.ts';
import { openVersion } from './modelStore.ts';
import { resolveVersion } from './resolveVersion.ts';

export interface Promoted {
  /** In use now. */
  readonly version: string;
  /** In use before; null where nothing was. */
  readonly before: string | null;
}

/**
 * Puts a stored version of a model in use, after it was opened and found sound. Every later `loadModel` gets it.
 *
 * @param request.version its id, an unambiguous beginning or end of it, or `latest`
 * @returns the same version twice when it was in use already and nothing was written
 * @throws UsageError `usage` when several versions are meant; InputError `unknown_model`, what `openVersion` throws;
 *   TransientError `model_busy` when someone else promoted meanwhile
 */
export async function promoteModel(
  store: Store,
  request: { readonly name: string; readonly version: string; readonly at: Date },
): Promise<Promoted> {
  const { name, at } = request;
  const version = await resolveVersion(store, name, request.version);
  const current = await pointerToReplace(store, name);
  const before = current?.pointer.version || null;
  if (before === version) return { version, before };
  await openVersion(store, name, version);
  if (await writePointer(store, { name, version, at }, current)) return { version, before };
  throw new TransientError('model_busy', `the model ${name} was promoted by someone else at the same moment`);
}
