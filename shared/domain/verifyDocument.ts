import type { RoundDanger } from './roundDanger.ts';

/** What verify found out about one slot in one round. */
export interface SlotWatch {
  readonly slot: string;
  /** Numerai has a submission that is selected, on-time and whole, or an on-time one that is not ours. */
  readonly confirmed: boolean;
  /** Why, in one sentence. */
  readonly reason: string;
}

/** A round in which a missing submission matters now. */
export interface RoundWatch {
  readonly round: number;
  /** The on-time deadline, ISO 8601. */
  readonly closesAt: string;
  /** What a slot without a confirmed submission means for it now. */
  readonly danger: Exclude<RoundDanger, 'none'>;
  readonly slots: readonly SlotWatch[];
}

export type VerifyOutcome =
  /** Nothing is open, and nothing closed within the last hour. */
  | 'no-open-round'
  /** Open for so short a time that a missing submission means nothing yet. */
  | 'early'
  | 'confirmed'
  | 'at-risk'
  | 'missed';

/** What the verify Lambda returns. */
export interface VerifyDocument {
  readonly outcome: VerifyOutcome;
  readonly reason: string;
  readonly next: string | null;
  readonly rounds: readonly RoundWatch[];
}

export function isLacking({ slots }: RoundWatch): boolean {
  return slots.some(({ confirmed }) => !confirmed);
}

/**
 * What verify says to the alarms, each time it could ask Numerai: `VerifyRan` 1, and `AtRisk` and `Missed` 1 or 0
 * over all slots together.
 */
export function verifyMetrics({ rounds }: VerifyDocument): Readonly<Record<string, number>> {
  const lacking = rounds.filter(isLacking);
  const some = (danger: RoundDanger) => Number(lacking.some((round) => round.danger === danger));
  return { VerifyRan: 1, AtRisk: some('at-risk'), Missed: some('missed') };
}
