import * as z from 'zod';
import type { ErrorCode } from '../errorCatalogue.ts';
import { AccessError } from '../errors.ts';

/** A key goes into a header as it is: a smart quote or a line break in it is a paste gone wrong. */
const key = z
  .string('must be text')
  .trim()
  .regex(/^[\x21-\x7e]*$/, 'holds a space, a line break or another character that no key has')
  .nullable()
  .transform((text) => text || undefined)
  .optional();

/** Only that it is text: a chat that cannot be reached is worth a warning, and never stops a run. */
const channel = z
  .string()
  .trim()
  .transform((text) => text || undefined)
  .optional()
  .catch(undefined);

/** What opens doors, named as the environment variables and the secret's fields. An empty one is absent. */
export const Keys = z.object({
  NUMERAI_PUBLIC_ID: key,
  NUMERAI_SECRET_KEY: key,
  CMC_API_KEY: key,
  COINGECKO_API_KEY: key,
  MESSARI_API_KEY: key,
  DISCORD_WEBHOOK_URL: channel,
  SLACK_WEBHOOK_URL: channel,
  TELEGRAM_BOT_TOKEN: channel,
  WEBHOOK_URL: channel,
  PING_URL: channel,
  NUMERAI_WEBHOOK_TOKEN: channel,
});
export type Keys = z.infer<typeof Keys>;
export type KeyName = keyof Keys;

export const KEY_NAMES: readonly KeyName[] = Keys.keyof().options;

/** Reads the keys at the moment they are needed. */
export type KeySource = () => Promise<Keys>;

/**
 * The keys among other fields.
 *
 * @param code what to raise when a key cannot be one; the message names the field and never a value
 * @throws AccessError with that code
 */
export function keysFrom(record: unknown, code: ErrorCode = 'keys_invalid'): Keys {
  const parsed = Keys.safeParse(record);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(
    (issue) => `${issue.path.join('.') || 'the record'} ${issue.message}`,
  );
  throw new AccessError(code, faults.join('; '));
}
