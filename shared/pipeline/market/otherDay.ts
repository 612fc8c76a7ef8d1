import type { UtcDay } from '../../domain/utcDay.ts';
import type { Bar, DatedBar } from '../../market/bar.ts';
import { datedAs } from '../../market/datedAs.ts';
import type { Collecting } from './collecting.ts';

/** Closes that must be there to judge a day by, and how far half of them may be off. */
const ENOUGH = 10;
const MAX_MIDDLE_GAP = 0.01;

export interface Dating {
  readonly day: UtcDay;
  /** What is believed of that day. */
  readonly bars: readonly Bar[];
  /** What is believed of another day. */
  readonly beside: { readonly day: UtcDay | undefined; readonly bars: readonly Bar[] };
  /** Of the day, and of those beside it where they were asked for. */
  readonly told: readonly DatedBar[];
}

/** Why a provider's closes are of another day than it says: on most days the difference is within what is allowed. */
export function otherDay(run: Collecting, { day, bars, beside, told }: Dating): string | undefined {
  const known = [...dated(bars, day), ...(beside.day ? dated(beside.bars, beside.day) : [])];
  const own = told.filter((bar) => bar.day === day);
  const [as, from] = [datedAs(own, known), datedAs(bars, told)];
  if (as !== undefined && as !== day) return `the closes are those of ${as}`;
  if (from !== undefined && from !== day) return `the closes of ${day} are told of ${from}`;
  if (as === undefined && from === undefined) return farOff(own, bars);
  run.dated.add(own[0]!.source);
  return undefined;
}

function dated(bars: readonly Bar[], day: UtcDay): DatedBar[] {
  return bars.map((bar) => ({ ...bar, day }));
}

/** With nothing to compare the days by: two providers lie 0.1 % apart in the middle, two days 2 %. */
function farOff(own: readonly Bar[], bars: readonly Bar[]): string | undefined {
  const closes = new Map(bars.map(({ ucid, close }) => [ucid, close]));
  const gaps = own
    .map(({ ucid, close }) => Math.abs(close / (closes.get(ucid) ?? Number.NaN) - 1))
    .filter((gap) => !Number.isNaN(gap))
    .sort((a, b) => a - b);
  const middle = gaps[gaps.length >> 1] ?? 0;
  if (gaps.length < ENOUGH || middle <= MAX_MIDDLE_GAP) return undefined;
  return `the closes are ${(100 * middle).toFixed(1)} % off in the middle: another day's?`;
}
