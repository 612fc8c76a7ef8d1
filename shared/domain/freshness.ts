import type { Round } from './round.ts';
import { addDays, daysBetween, type UtcDay, utcDay } from './utcDay.ts';

interface Distance {
  /** Whole days between the two, at least 1. */
  readonly days: number;
  readonly expected: UtcDay;
  readonly found: UtcDay;
}

/** Whether a live file is the one of the round. */
export type Freshness =
  | { readonly kind: 'fresh' }
  /** Older than expected, within what the user accepts. */
  | ({ readonly kind: 'accepted-stale' } & Distance)
  | ({ readonly kind: 'stale' } & Distance)
  | ({ readonly kind: 'newer' } & Distance)
  /** The file carries no date. */
  | { readonly kind: 'undated' };

/**
 * Judges the live file's date: it fits when it is the UTC day before the round's opening day. The weekday is not
 * looked at, so a holiday or a moved round needs no table.
 *
 * @see docs.numer.ai, Crypto data: `date` is the day whose 23:59 UTC close was used
 */
export function freshness(found: UtcDay | undefined, round: Round, acceptStaleLiveDays: number): Freshness {
  if (found === undefined) return { kind: 'undated' };
  const expected = expectedLiveDay(round);
  const behind = daysBetween(found, expected);
  if (behind === 0) return { kind: 'fresh' };
  if (behind < 0) return { kind: 'newer', days: -behind, expected, found };
  const kind = behind <= acceptStaleLiveDays ? 'accepted-stale' : 'stale';
  return { kind, days: behind, expected, found };
}

/** The day that the live file of a round should be of. */
export function expectedLiveDay({ openTime }: Round): UtcDay {
  return addDays(utcDay(openTime.getTime())!, -1);
}
