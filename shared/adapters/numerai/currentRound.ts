import type { Round } from '../../domain/round.ts';
import { RefusedError } from '../../errors.ts';
import type { Limit } from '../../ports.ts';
import { CRYPTO } from './answers.ts';
import type { Graphql } from './graphql.ts';

/**
 * The round Numerai calls current. Between rounds Numerai answers with an error, with a list of null, or
 * with an empty list: all three are undefined here.
 */
export async function currentRound(api: Graphql, limit: Limit): Promise<Round | undefined> {
  try {
    const { rounds } = await api.ask('CurrentRound', { tournament: CRYPTO }, limit);
    return rounds[0];
  } catch (error) {
    if (error instanceof RefusedError && error.code === 'round_not_open') return undefined;
    throw error;
  }
}
