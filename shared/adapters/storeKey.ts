import { InputError } from '../errors.ts';

/** Names a directory store keeps for itself. */
export const RESERVED_NAME = /^\.(lock|temp)-/;

/**
 * The same keys are good in a bucket and in a folder: segments divided by `/`, none of them empty, `.` or
 * `..`, any Unicode but control characters.
 *
 * @throws InputError `store_key_invalid`
 */
export function checkStoreKey(key: string): void {
  const fault = keyFault(key);
  if (fault) throw new InputError('store_key_invalid', `the store key ${JSON.stringify(key)} ${fault}`);
}

/** Whether a key could be in a store at all. */
export function isStoreKey(key: string): boolean {
  return keyFault(key) === undefined;
}

function keyFault(key: string): string | undefined {
  const segments = key.split('/');
  if (Buffer.byteLength(key) > 1024) return 'is longer than 1024 bytes';
  if (!key.isWellFormed() || /[\p{Cc}\\]/u.test(key)) return 'holds a backslash, control or half character';
  if (segments.includes('')) return 'has an empty segment';
  if (segments.includes('.') || segments.includes('..')) return 'has a relative segment';
  if (segments.some((segment) => RESERVED_NAME.test(segment))) return 'has a name reserved for locks';
  return undefined;
}
