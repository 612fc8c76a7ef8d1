export const SECOND = 1000;
export const DAY = 86_400 * SECOND;

/** An instant as the API writes it: UTC, whole seconds. */
export function apiTime(at: Date): string {
  return `${at.toISOString().slice(0, 19)}Z`;
}

/** The UTC day of an instant, `YYYY-MM-DD`. */
export function apiDate(at: Date): string {
  return at.toISOString().slice(0, 10);
}

/** The UTC day that ended before the instant's own, `YYYY-MM-DD`. */
export function dayBefore(at: Date): string {
  return apiDate(new Date(at.getTime() - DAY));
}
