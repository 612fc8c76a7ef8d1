import { AccessError } from '../../errors.ts';
import type { Clock } from '../../ports.ts';
import { type KeySource, type Keys, keysFrom } from '../keys.ts';
import { type KeySecret, readSecret, secretFields } from './keySecret.ts';

const CACHE_MS = 5 * 60_000;

/**
 * Keys from Secrets Manager, read once and kept in the process for five minutes; a failure is not kept.
 *
 * The source throws AccessError `secret_missing`, `secret_invalid` (not JSON, no key in it yet, or a key
 * that cannot be one), `secret_denied` or `aws_credentials`, or TransientError `secret_unavailable`. No
 * error holds a value.
 */
export function secretsManagerKeys(secret: KeySecret & { readonly clock: Pick<Clock, 'now'> }): KeySource {
  let cached: Promise<Keys> | undefined;
  let cachedUntil = 0;
  return async () => {
    const now = secret.clock.now().getTime();
    if (cached && now < cachedUntil) return cached;
    const reading = readKeys(secret);
    cached = reading;
    cachedUntil = now + CACHE_MS;
    try {
      return await reading;
    } catch (error) {
      if (cached === reading) cached = undefined;
      throw error;
    }
  };
}

async function readKeys(secret: KeySecret): Promise<Keys> {
  const fields = secretFields(await readSecret(secret));
  if (!fields) {
    throw new AccessError('secret_invalid', `the secret ${secret.secretId} does not hold a JSON object`);
  }
  const keys = keysFrom(fields, 'secret_invalid');
  if (Object.values(keys).some((value) => value !== undefined)) return keys;
  throw new AccessError('secret_invalid', `the secret ${secret.secretId} holds none of the keys yet`);
}
