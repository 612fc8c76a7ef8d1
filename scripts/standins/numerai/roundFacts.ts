import { DAY } from './apiTime.ts';
import type { RoundTimes } from './roundCalendar.ts';

const SCORED_AFTER = 4 * DAY;
const RESOLVED_AFTER = 32 * DAY;

/** Share of a score that is paid, as the API writes it. */
export const PAYOUT_FACTOR = '0.85';

/** The first score: about four days after the close. */
export function scoreTime(round: RoundTimes): Date {
  return new Date(round.closeTime.getTime() + SCORED_AFTER);
}

export function resolveTime(round: RoundTimes): Date {
  return new Date(round.openTime.getTime() + RESOLVED_AFTER);
}

/** Different for the rounds of one number in different tournaments. */
export function roundId(round: RoundTimes, tournament: number): string {
  return `00000000-0000-4000-8${String(tournament).padStart(3, '0')}-${String(round.number).padStart(12, '0')}`;
}
