/** Instants of one UTC day at which `cron(minute hour * * ? *)` ticks. */
export function cronTicks(expression: string, day: string): Date[] {
  const [, minutes = '', hours = '', ...rest] =
    /^cron\((\S+) (\S+) (\S+) (\S+) (\S+) (\S+)\)$/.exec(expression) ?? [];
  if (rest.join(' ') !== '* * ? *') throw new Error(`not a daily cron expression: ${expression}`);
  return valuesOf(hours, 24).flatMap((hour) =>
    valuesOf(minutes, 60).map(
      (minute) => new Date(Date.parse(`${day}T00:00:00Z`) + (hour * 60 + minute) * 60_000),
    ),
  );
}

/** `*`, `5`, `1,3`, `12-14`, `0/5`, and lists of them. */
function valuesOf(field: string, end: number): number[] {
  const found = field.split(',').flatMap((part) => {
    if (part === '*') return range(0, end - 1, 1);
    const [, first = '', last, step] = /^(\d+)(?:-(\d+))?(?:\/(\d+))?$/.exec(part) ?? [];
    if (first === '') throw new Error(`not understood in cron: ${part}`);
    return range(Number(first), last ? Number(last) : step ? end - 1 : Number(first), Number(step ?? 1));
  });
  return [...new Set(found)].sort((a, b) => a - b);
}

function range(from: number, to: number, step: number): number[] {
  return Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, at) => from + at * step);
}
