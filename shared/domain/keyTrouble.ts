/** Codes of every AccessError, and of a plan that is used up. */
const CODES: ReadonlySet<string> = new Set([
  'access_denied',
  'aws_denied',
  'aws_credentials',
  'dotenv_invalid',
  'key_malformed',
  'keys_invalid',
  'numerai_keys_missing',
  'numerai_keys_rejected',
  'numerai_scope_missing',
  'quota_spent',
  'rate_limited',
  'secret_denied',
  'secret_invalid',
  'secret_missing',
  'store_denied',
]);

/** True for what no repeat mends: a key, a permission or the credits of a plan. */
export function isKeyTrouble(code: string | undefined): boolean {
  return code !== undefined && CODES.has(code);
}
