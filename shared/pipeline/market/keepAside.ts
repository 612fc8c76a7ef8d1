import { createHash } from 'node:crypto';
import { asideKey } from './marketKeys.ts';
import type { StorePorts } from './marketPorts.ts';

/** Keeps the bytes of a file that cannot be read before anything takes its place. @returns where they are */
export async function keepAside(
  { store, onDamage }: Pick<StorePorts, 'store' | 'onDamage'>,
  key: string,
  bytes: Uint8Array,
): Promise<string> {
  const aside = asideKey(key, createHash('sha256').update(bytes).digest('hex').slice(0, 8));
  await store.put(aside, bytes);
  onDamage?.({ key, aside });
  return aside;
}
