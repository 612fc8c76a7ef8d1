import type { UtcDay } from '../../domain/utcDay.ts';
import type { Bar, DatedBar, Field } from '../../market/bar.ts';
import type { DayRange } from './finishedDays.ts';

export type Numbers = Readonly<Partial<Record<Field, number>>>;

/** Whose bars these are, and who says so. */
export type BarOwner = Pick<Bar, 'ucid' | 'symbol' | 'source' | 'collectedAt'>;

const UNKNOWN: Readonly<Record<Field, number>> = {
  open: Number.NaN,
  high: Number.NaN,
  low: Number.NaN,
  close: Number.NaN,
  volumeUsd: Number.NaN,
  marketCapUsd: Number.NaN,
};

/** A bar of these numbers; all others are NaN. */
export function barOf({ ucid, symbol, source, collectedAt }: BarOwner, numbers: Numbers): Bar {
  return { ucid, symbol, ...UNKNOWN, ...numbers, source, collectedAt };
}

/** What a provider says of a day. `day` is undefined where its time stamp is none. */
export interface DayNumbers {
  readonly day: UtcDay | undefined;
  readonly numbers: Numbers;
}

/**
 * One token's bars in a range, oldest first, a day once: of two for a day the later in the answer wins, because
 * providers append what they correct. Other days are left out, and so are days without any number.
 *
 * @param range undefined for no day at all, as `finishedDays` gives it
 */
export function dailyBars(
  owner: BarOwner,
  days: readonly DayNumbers[],
  range: DayRange | undefined,
): DatedBar[] {
  const byDay = new Map<UtcDay, Numbers>();
  for (const { day, numbers } of days) {
    const isWanted = day !== undefined && range && day >= range.from && day <= range.to;
    if (isWanted && Object.values(numbers).some((value) => !Number.isNaN(value))) byDay.set(day, numbers);
  }
  return [...byDay]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([day, numbers]) => ({ ...barOf(owner, numbers), day }));
}
