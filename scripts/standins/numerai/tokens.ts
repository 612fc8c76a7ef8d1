import { GraphQLError } from 'graphql';

/** An API token of the account, secret included. */
export interface StandinToken {
  readonly publicId: string;
  readonly secretKey: string;
  readonly scopes: readonly string[];
}

/** What is known of the caller; `none` sent no token, `unknown` a wrong one. */
export type Caller = StandinToken | 'none' | 'unknown';

const HEADER = /^Token (?<publicId>[^$]+)\$(?<secretKey>.+)$/;

/** Who sent an `Authorization: Token PUBLIC_ID$SECRET_KEY` header. */
export function callerOf(header: string | undefined, tokens: readonly StandinToken[]): Caller {
  if (header === undefined) return 'none';
  const sent = HEADER.exec(header)?.groups;
  const token = tokens.find(({ publicId }) => publicId === sent?.publicId);
  return token && token.secretKey === sent?.secretKey ? token : 'unknown';
}

/**
 * The caller's token.
 *
 * @param scope without it any valid token will do
 * @throws GraphQLError in Numerai's words, or for a missing scope (its words are not known) in ours
 */
export function requireToken(caller: Caller, scope?: string): StandinToken {
  if (caller === 'none') throw new GraphQLError('Not authenticated');
  if (caller === 'unknown') throw new GraphQLError('Your session is invalid or has expired.');
  if (scope && !caller.scopes.includes(scope)) {
    throw new GraphQLError(`Your API token does not have the required scope: ${scope}`);
  }
  return caller;
}
