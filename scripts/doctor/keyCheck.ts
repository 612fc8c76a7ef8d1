import type { Keys } from '../../shared/adapters/keys.ts';
import { ERRORS } from '../../shared/errorCatalogue.ts';
import { type Check, fail, ok } from './check.ts';

const NEEDED = ['NUMERAI_PUBLIC_ID', 'NUMERAI_SECRET_KEY'] as const;

/** Whether the keys are there; their values are never shown. */
export function keyCheck(keys: Keys): Check {
  const missing = NEEDED.filter((name) => !keys[name]);
  if (missing.length === 0) return ok('keys', `${NEEDED.join(', ')} are set`);
  return fail('keys', `${missing.join(', ')} not set`, ERRORS.numerai_keys_missing.hint);
}
