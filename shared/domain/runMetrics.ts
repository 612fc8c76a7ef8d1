import type { Round } from './round.ts';
import type { RunDocument, SlotReport } from './runDocument.ts';

/** From when on a degraded submission is worth waking a person, before the deadline and after it. */
const LATE_MINUTES = { before: 15, after: 60 };

/**
 * What one run says to the alarms and the dashboard, over all slots together.
 *
 * - `DegradedLate` 1 when a degraded submission is all there is from 15 min before the deadline to 60 min after
 *   it, else 0. After it too, because the last tick may have come earlier than 15 min before.
 * - `Missed` 1 when a slot had no on-time submission at the deadline, else 0.
 * - `MinutesToSpare` until the deadline, and `AcceptedShare` in [0, 1] of the tokens sent: only of a run that uploaded.
 */
export function runMetrics(
  { slots }: RunDocument,
  { round, now }: { readonly round: Round | undefined; readonly now: Date },
): Readonly<Record<string, number>> {
  const minutes = round && (round.closeStakingTime.getTime() - now.getTime()) / 60_000;
  const submitted = slots.some(({ outcome }) => outcome === 'submitted');
  const accepted = acceptedShare(slots.filter(wasUploaded));
  return {
    DegradedLate: Number(slots.some(isDegraded) && minutes !== undefined && isLate(minutes)),
    Missed: Number(slots.some(({ outcome }) => outcome === 'late')),
    ...(submitted && minutes !== undefined ? { MinutesToSpare: minutes } : {}),
    ...(accepted === undefined ? {} : { AcceptedShare: accepted }),
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

function acceptedShare(slots: readonly SlotReport[]): number | undefined {
  const sent = slots.reduce((sum, { universe }) => sum + (universe ?? 0), 0);
  const accepted = slots.reduce((sum, slot) => sum + (slot.universe === null ? 0 : (slot.accepted ?? 0)), 0);
  return sent === 0 ? undefined : accepted / sent;
}
