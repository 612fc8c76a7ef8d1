/** A round of Numerai Crypto. Times are instants; the on-time deadline is `closeStakingTime`. */
export interface Round {
  readonly number: number;
  readonly openTime: Date;
  readonly closeStakingTime: Date;
  readonly closeTime: Date;
  /** Tokens in the round's universe, when Numerai says so. */
  readonly numTickers: number | undefined;
}

/** Where a round is in its life. Only `on-time` submissions are paid; `late` ones are scored. */
export type RoundPhase = 'before' | 'on-time' | 'late' | 'closed';

/** The phase at an instant. Every phase includes its first instant and excludes its last. */
export function roundPhase(round: Round, now: Date): RoundPhase {
  if (now < round.openTime) return 'before';
  if (now < round.closeStakingTime) return 'on-time';
  return now < round.closeTime ? 'late' : 'closed';
}
