import type { UtcDay } from '../../../domain/utcDay.ts';
import type { Bar } from '../../../market/bar.ts';
import type { DayRange } from '../finishedDays.ts';
import type { CandlesWanted } from './candleSource.ts';

/** Tokens of one request. */
const TOGETHER = 100;

/**
 * The candles of all tokens on all days they are listed on, in few requests: every token from its first such day to its
 * last, together with others that are listed about as long, since each day of each is paid for.
 *
 * @param sections newest day first
 */
export function candleRanges(sections: readonly (readonly [UtcDay, readonly Bar[]])[]): CandlesWanted[] {
  const spans = new Map<string, DayRange>();
  for (const [day, bars] of sections) {
    for (const { ucid } of bars) spans.set(ucid, { from: day, to: spans.get(ucid)?.to ?? day });
  }
  const sorted = [...spans].sort(([, a], [, b]) => compare(a.from, b.from) || compare(b.to, a.to));
  const groups = Array.from({ length: Math.ceil(sorted.length / TOGETHER) }, (_, i) =>
    sorted.slice(i * TOGETHER, (i + 1) * TOGETHER),
  );
  return groups.map((group) => ({
    tokens: group.map(([ucid]) => ({ ucid, id: ucid })),
    range: {
      from: group[0]![1].from,
      to: group.reduce((latest, [, { to }]) => (to > latest ? to : latest), ''),
    },
  }));
}

function compare(a: UtcDay, b: UtcDay): number {
  return a < b ? -1 : Number(a > b);
}
