const MINUTES_A_DAY = 1440;

/**
 * Minutes of a day, from midnight, at which an EventBridge cron ticks that runs every day.
 *
 * @example cronMinutes('cron(0/30 12 * * ? *)') // [720, 750]
 */
export function cronMinutes(expression: string): number[] {
  const [, minute, hour] = /^cron\((\S+) (\S+) \* \* \? \*\)$/.exec(expression) ?? [];
  if (!minute || !hour) throw new Error(`not a daily cron: ${expression}`);
  const hours = numbersOf(hour, 24);
  const minutes = numbersOf(minute, 60);
  return hours.flatMap((h) => minutes.map((m) => h * 60 + m)).filter((at) => at < MINUTES_A_DAY);
}

/** `*`, `3,23`, `12-14`, `7/10`. */
function numbersOf(field: string, end: number): number[] {
  const all = Array.from({ length: end }, (_, i) => i);
  return all.filter((number) =>
    field.split(',').some((part) => {
      const [range = '', step] = part.split('/');
      if (range === '*') return true;
      const [from = 0, to = step ? end - 1 : from] = range.split('-').map(Number);
      return number >= from && number <= to && (number - from) % Number(step ?? 1) === 0;
    }),
  );
}
