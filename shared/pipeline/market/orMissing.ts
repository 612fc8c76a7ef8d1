import { InputError } from '../../errors.ts';
import type { StorePorts } from './marketPorts.ts';

/** What a file holds; undefined, and told, when it cannot be read and the caller goes on without. Throws otherwise. */
export async function orMissing<T>(
  { onDamage }: Pick<StorePorts, 'onDamage'>,
  key: string,
  decode: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await decode();
  } catch (error) {
    const isDamage = error instanceof InputError && error.code === 'market_damaged';
    if (!onDamage || !isDamage) throw error;
    onDamage({ key, aside: null });
    return undefined;
  }
}
