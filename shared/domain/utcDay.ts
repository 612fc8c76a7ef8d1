const DAY_MS = 86_400_000;

/** A calendar day in UTC, `YYYY-MM-DD`; sorts and compares as text. */
export type UtcDay = string;

/** @returns undefined for an instant that is not a number or outside the years 0 to 9999 */
export function utcDay(epochMs: number): UtcDay | undefined {
  const date = new Date(epochMs);
  if (Number.isNaN(date.getTime())) return undefined;
  const iso = date.toISOString();
  // Years of more than four digits begin with a sign: a timestamp in the wrong unit, not a day.
  return iso.length === '2026-05-20T00:00:00.000Z'.length ? iso.slice(0, 10) : undefined;
}

/** The day `days` later (earlier when negative). */
export function addDays(day: UtcDay, days: number): UtcDay {
  return new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);
}

/** Whole days from `from` to `to`, negative when `to` is earlier. */
export function daysBetween(from: UtcDay, to: UtcDay): number {
  return (Date.parse(to) - Date.parse(from)) / DAY_MS;
}
