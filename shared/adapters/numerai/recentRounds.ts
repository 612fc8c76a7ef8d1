import type { Round } from '../../domain/round.ts';
import type { Limit } from '../../ports.ts';
import { CRYPTO } from './answers.ts';
import type { Graphql } from './graphql.ts';

/** Two weeks of them, should rounds be announced for a week ahead. */
const ROUNDS_ASKED = 10;

/** The newest rounds, whatever their state; those without times are left out. */
export async function recentRounds(api: Graphql, limit: Limit): Promise<Round[]> {
  const { rounds } = await api.ask('RecentRounds', { tournament: CRYPTO, limit: ROUNDS_ASKED }, limit);
  return rounds;
}
