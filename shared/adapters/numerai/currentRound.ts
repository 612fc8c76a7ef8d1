import { type Round, type RoundPhase, roundPhase } from '../../domain/round.ts';
import { RefusedError } from '../../errors.ts';
import type { Limit } from '../../ports.ts';
import { CRYPTO } from './answers.ts';
import type { Graphql } from './graphql.ts';

const MOST_URGENT_FIRST: readonly RoundPhase[] = ['on-time', 'late', 'before', 'closed'];

/**
 * The round Numerai calls current; should it name several, the one in which something can be done. Between rounds Numerai answers with an error, with a list of null, or
 * with an empty list: all three are undefined here.
 */
export async function currentRound(api: Graphql, limit: Limit): Promise<Round | undefined> {
  try {
    const { rounds } = await api.ask('CurrentRound', { tournament: CRYPTO }, limit);
    const now = api.policy(limit).clock.now();
    const urgency = (round: Round) => MOST_URGENT_FIRST.indexOf(roundPhase(round, now));
    return rounds.toSorted((a, b) => urgency(a) - urgency(b))[0];
  } catch (error) {
    if (error instanceof RefusedError && error.code === 'round_not_open') return undefined;
    throw error;
  }
}
