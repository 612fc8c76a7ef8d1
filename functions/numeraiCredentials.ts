import type { Keys } from '../shared/adapters/keys.ts';
import type { NumeraiCredentials } from '../shared/adapters/numerai/graphql.ts';

/** Both halves of the token, or neither: with one of them Numerai would only say that it is wrong. */
export function numeraiCredentials(keys: Keys): NumeraiCredentials | undefined {
  const { NUMERAI_PUBLIC_ID: publicId, NUMERAI_SECRET_KEY: secretKey } = keys;
  return publicId && secretKey ? { publicId, secretKey } : undefined;
}
