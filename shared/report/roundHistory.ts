import type { Round } from '../domain/round.ts';
import { type KeptRound, type RoundLine, roundLine } from './roundLine.ts';

export interface HistoryFacts {
  /** What the store has. */
  readonly kept: readonly Omit<KeptRound, 'closesAt'>[];
  /** What Numerai tells of its rounds; empty when it cannot be asked. */
  readonly rounds: readonly Round[];
  readonly now: Date;
  /** How many rounds to go back. */
  readonly atMost: number;
}

/**
 * The last rounds, newest first, a line per slot. A round that has opened since a slot's first record and left none
 * is a line without a submission, so that a gap shows as a gap.
 */
export function roundHistory({ kept, rounds, now, atMost }: HistoryFacts): RoundLine[] {
  const opened = rounds.filter(({ openTime }) => openTime <= now);
  const closes = new Map(rounds.map((round) => [round.number, round.closeStakingTime]));
  const numbers = new Set([...kept.map(({ round }) => round), ...opened.map(({ number }) => number)]);
  const newest = [...numbers].sort((a, b) => b - a).slice(0, atMost);
  const first = firstRounds(kept);
  return newest.flatMap((round) =>
    [...first]
      .filter(([, since]) => since <= round)
      .map(([slot]) => {
        const found = kept.find((one) => one.round === round && one.slot === slot);
        return roundLine({ round, slot, attempts: found?.attempts ?? [], closesAt: closes.get(round) });
      }),
  );
}

/** Slot → its first recorded round, by name. */
function firstRounds(kept: HistoryFacts['kept']): Map<string, number> {
  const first = new Map<string, number>();
  for (const { slot, round } of kept.toSorted((a, b) => (a.slot < b.slot ? -1 : 1))) {
    first.set(slot, Math.min(first.get(slot) ?? Number.POSITIVE_INFINITY, round));
  }
  return first;
}
