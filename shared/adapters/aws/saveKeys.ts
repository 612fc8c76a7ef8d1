import { AppError } from '../../errors.ts';
import { type Keys, keysFrom } from '../keys.ts';
import { type KeySecret, readSecret, secretFields, writeSecret } from './keySecret.ts';

/**
 * Puts keys into the secret and leaves its other keys as they are; what a deployment generated as the first
 * content is replaced. The secret itself is made by the deployment.
 *
 * @throws AccessError `keys_invalid`, `secret_missing`, `secret_denied` or `aws_credentials`, or
 * TransientError `secret_unavailable`; no error holds a value
 */
export async function saveKeys(secret: KeySecret, keys: Keys): Promise<void> {
  const given = Object.entries(keysFrom(keys)).filter(([, value]) => value !== undefined);
  const kept = secretFields(await readSecret(secret).catch(nothingIfEmpty));
  await writeSecret(secret, JSON.stringify({ ...kept, ...Object.fromEntries(given) }));
}

/** A secret that never had a value cannot be told from a missing one by reading; writing tells. */
function nothingIfEmpty(error: unknown): undefined {
  if (error instanceof AppError && error.code === 'secret_missing') return undefined;
  throw error;
}
