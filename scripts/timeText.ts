const MINUTE = 60_000;

/** A stretch of time in words, such as `41 min`, `21 h 05 min`, `3 d 2 h`. */
export function duration(ms: number): string {
  const minutes = Math.max(0, Math.floor(ms / MINUTE));
  const [days, hours] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60)];
  if (days > 0) return `${days} d ${hours} h`;
  if (hours > 0) return `${hours} h ${String(minutes % 60).padStart(2, '0')} min`;
  return `${minutes} min`;
}

/** An instant as the clock on the wall has it, such as `13:00 local time`. */
export function localTime(instant: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(instant.getHours())}:${two(instant.getMinutes())} local time`;
}

const UNITS: Readonly<Record<string, number>> = { m: MINUTE, h: 60 * MINUTE, d: 1440 * MINUTE };

/** Milliseconds of a text such as `30m`, `24h`, `7d`; undefined for any other. */
export function parseDuration(text: string): number | undefined {
  const [, count, unit = ''] = /^(\d+)([mhd])$/.exec(text) ?? [];
  return count === undefined ? undefined : Number(count) * UNITS[unit]!;
}
