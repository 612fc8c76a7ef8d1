import type { Round } from './round.ts';

const MINUTE_MS = 60_000;
/** An ordinary run is long over by then … */
const TIME_TO_SUBMIT_MS = 20 * MINUTE_MS;
/** … and this much before the deadline there is still time to help. */
const TIME_TO_HELP_MS = 25 * MINUTE_MS;
const TOLD_AFTERWARDS_MS = 60 * MINUTE_MS;

/** What it means now when a slot has no confirmed submission for a round. */
export type RoundDanger = 'none' | 'at-risk' | 'missed';

/**
 * `at-risk` when the round has been open for 20 minutes or more, or has less than 25 left; `missed` in the first
 * hour from its deadline on; otherwise `none`: too early, or told long ago.
 */
export function roundDanger(round: Round, now: Date): RoundDanger {
  const open = now.getTime() - round.openTime.getTime();
  const left = round.closeStakingTime.getTime() - now.getTime();
  if (open < 0) return 'none';
  if (left > 0) return open >= TIME_TO_SUBMIT_MS || left < TIME_TO_HELP_MS ? 'at-risk' : 'none';
  return -left < TOLD_AFTERWARDS_MS ? 'missed' : 'none';
}
