const SUNDAY = 0;
const MONDAY = 1;
const OPENING_HOUR_UTC = 12;

/**
 * When the next round is expected to open: 12:00 UTC, Tuesday to Saturday, strictly after `now`. Only to tell a
 * person; Numerai has moved the hour without notice, so whether a round is open is always asked.
 *
 * @see docs.numer.ai, submissions: "actual open and close times may vary"
 */
export function nextOpening(now: Date): Date {
  const opening = new Date(now);
  opening.setUTCHours(OPENING_HOUR_UTC, 0, 0, 0);
  while (opening <= now || opening.getUTCDay() === SUNDAY || opening.getUTCDay() === MONDAY) {
    opening.setUTCDate(opening.getUTCDate() + 1);
  }
  return opening;
}
