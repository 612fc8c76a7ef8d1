import { InputError, TransientError } from '../errors.ts';
import type { Store } from '../ports.ts';
import { readPointer, standingPromotions, writePointer } from './modelPointer.ts';
import { openVersion, unknownModel } from './modelStore.ts';
import type { Promoted } from './promoteModel.ts';

/**
 * Undoes the last promotion that is not undone yet: the version before it is in use again, after it was opened and
 * found sound. Every further rollback goes one promotion further back; a version that was rolled back comes into use
 * again only by `promoteModel`.
 *
 * @throws InputError `unknown_model`, `no_earlier_version`, what `openVersion` throws; TransientError `model_busy` when
 *   someone else promoted meanwhile
 */
export async function rollbackModel(
  store: Store,
  { name, at }: { readonly name: string; readonly at: Date },
): Promise<Promoted> {
  const current = await readPointer(store, name);
  if (!current) throw await unknownModel(store, name);
  const before = current.pointer.version;
  const version = standingPromotions(current.pointer).at(-2);
  if (version === undefined) {
    throw new InputError('no_earlier_version', `there is nothing before version ${before} of model ${name}`);
  }
  await openVersion(store, name, version);
  if (await writePointer(store, { name, version, at, undoes: before }, current)) return { version, before };
  throw new TransientError('model_busy', `the model ${name} was promoted by someone else at the same moment`);
}
