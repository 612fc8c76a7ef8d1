import type { Settings } from '../../shared/settings.ts';
import { type Check, fail, ok, warn } from './check.ts';

const ALWAYS = ['upload_submission', 'read_submission_info'];
/** Needed to find the id of a slot by its name. */
const BY_NAME = 'read_user_info';
/** A stolen token with one of these costs more than a submission. */
const DANGEROUS = ['stake', 'web3_staking', 'delete'];
const HINT =
  'Make a token with upload_submission, read_submission_info and read_user_info only at numer.ai/account.';

/** What a token may do, against what it needs to. */
export function tokenCheck(
  {
    scopes,
    accountUsername,
  }: { readonly scopes: readonly string[]; readonly accountUsername?: string | undefined },
  settings: Settings | undefined,
): Check {
  const named = settings?.slots.some((slot) => slot.name === '*' || slot.modelId === undefined) ?? true;
  const missing = [...ALWAYS, ...(named ? [BY_NAME] : [])].filter((scope) => !scopes.includes(scope));
  if (missing.length > 0) return fail('token', `the token lacks the scopes ${missing.join(', ')}`, HINT);
  const dangerous = scopes.filter((scope) => DANGEROUS.includes(scope));
  if (dangerous.length > 0) return warn('token', `the token also has ${dangerous.join(', ')}`, HINT);
  return ok('token', `the token of ${accountUsername ?? 'the account'} is accepted: ${scopes.join(', ')}`);
}
