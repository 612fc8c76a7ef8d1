import { isKeyTrouble } from './keyTrouble.ts';
import type { Round } from './round.ts';
import type { RunDocument, SlotReport } from './runDocument.ts';

/** From when on a degraded submission is worth waking a person, before the deadline and after it. */
const LATE_MINUTES = { before: 15, after: 60 };

/**
 * What one run says to the alarms and the dashboard, over all slots together.
 *
 * - `DegradedLate` 1 when a degraded submission is all there is from 15 min before the deadline to 60 min after
 *   it, else 0. After it too, because the last tick may have come earlier than 15 min before.
 * - `KeysInTrouble` 1 when a key, a permission or the credits of a plan stopped a slot, else 0.
 * - `MinutesToSpare` until the deadline, `AcceptedShare` in [0, 1] of the tokens sent, and `Coverage`, the lowest
 *   share in [0, 1] of a universe with a prediction: only of a run that uploaded.
 */
export function runMetrics(
  { slots }: RunDocument,
  { round, now }: { readonly round: Round | undefined; readonly now: Date },
): Readonly<Record<string, number>> {
  const minutes = round && (round.closeStakingTime.getTime() - now.getTime()) / 60_000;
  const submitted = slots.some(({ outcome }) => outcome === 'submitted');
  return {
    DegradedLate: Number(slots.some(isDegraded) && minutes !== undefined && isLate(minutes)),
    KeysInTrouble: Number(slots.some(({ error }) => isKeyTrouble(error?.code))),
    ...(submitted && minutes !== undefined ? { MinutesToSpare: minutes } : {}),
    ...uploadMetrics(slots.filter(wasUploaded)),
  };
}

function isLate(minutes: number): boolean {
  return minutes <= LATE_MINUTES.before && minutes > -LATE_MINUTES.after;
}

function isDegraded({ degraded, outcome }: SlotReport): boolean {
  return degraded && (outcome === 'submitted' || outcome === 'already-submitted');
}

function wasUploaded({ outcome }: SlotReport): boolean {
  return outcome === 'submitted' || outcome === 'unconfirmed';
}

function uploadMetrics(slots: readonly SlotReport[]): { AcceptedShare?: number; Coverage?: number } {
  const sent = slots.reduce((sum, { universe }) => sum + (universe ?? 0), 0);
  const accepted = slots.reduce((sum, slot) => sum + (slot.universe === null ? 0 : (slot.accepted ?? 0)), 0);
  const coverages = slots.flatMap(({ coverage }) => coverage ?? []);
  return {
    ...(sent === 0 ? {} : { AcceptedShare: accepted / sent }),
    ...(coverages.length === 0 ? {} : { Coverage: Math.min(...coverages) }),
  };
}
