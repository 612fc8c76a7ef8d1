import { InputError, UsageError } from '../errors.ts';
import type { Store } from '../ports.ts';
import { unknownModel } from './modelStore.ts';
import { storedModels } from './storedModels.ts';

/** So many are named in a message, newest first. */
const NAMED = 5;

/**
 * The version that is meant.
 *
 * @param wanted its id, the beginning or the end of it where only one fits, or `latest`
 * @throws UsageError `usage` when several fit; InputError `unknown_model` when none does
 */
export async function resolveVersion(store: Store, name: string, wanted: string): Promise<string> {
  const [model] = await storedModels(store, name);
  const newestFirst = model?.versions.toReversed() ?? [];
  const [latest] = newestFirst;
  if (latest === undefined) throw await unknownModel(store, name);
  if (wanted === 'latest') return latest;
  if (newestFirst.includes(wanted)) return wanted;
  const fitting = newestFirst.filter((version) => version.startsWith(wanted) || version.endsWith(wanted));
  const [only, ...others] = wanted === '' ? [] : fitting;
  if (only !== undefined && others.length === 0) return only;
  const listed = (versions: readonly string[]) => {
    return versions.slice(0, NAMED).join(', ') + (versions.length > NAMED ? ', …' : '');
  };
  if (only === undefined) {
    const hint = `Its versions, newest first: ${listed(newestFirst)}. Give one of them, or latest.`;
    throw new InputError('unknown_model', `no version ${wanted} of model ${name} in the store`, { hint });
  }
  throw new UsageError('usage', `${wanted} fits ${fitting.length} versions of ${name}: ${listed(fitting)}`, {
    hint: 'Give more of it.',
  });
}
