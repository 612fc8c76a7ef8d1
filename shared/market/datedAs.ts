import type { UtcDay } from '../domain/utcDay.ts';
import type { Bar, DatedBar } from './bar.ts';

/** A close is of the day whose other telling it comes so many times closer to than to the next best. */
const CLEARLY = 4;
/** Tokens that must say so, half of all at least, and say the same. */
const ENOUGH = 10;
const MIN_SHARE = 0.8;

/**
 * The day that closes belong to by what another provider tells of several days; undefined when too few tokens tell, as
 * on days without movement, or not alike. Prices move by more in a day than two providers of the same day differ.
 *
 * @param told of the same tokens, some days
 */
export function datedAs(bars: readonly Bar[], told: readonly DatedBar[]): UtcDay | undefined {
  const days = new Map<string, DatedBar[]>();
  for (const bar of told) if (bar.close > 0) days.set(bar.ucid, [...(days.get(bar.ucid) ?? []), bar]);
  const votes = new Map<UtcDay, number>();
  let compared = 0;
  for (const { ucid, close } of bars) {
    const others = days.get(ucid) ?? [];
    if (!(close > 0) || others.length < 2) continue;
    compared++;
    const day = clearlyNearest(close, others);
    if (day !== undefined) votes.set(day, (votes.get(day) ?? 0) + 1);
  }
  const [best] = [...votes].sort(([, a], [, b]) => b - a);
  const all = [...votes.values()].reduce((sum, count) => sum + count, 0);
  const isCertain = best && all >= Math.max(ENOUGH, compared / 2) && best[1] >= all * MIN_SHARE;
  return isCertain ? best[0] : undefined;
}

function clearlyNearest(close: number, told: readonly DatedBar[]): UtcDay | undefined {
  const [nearest, next] = told
    .map((bar) => ({ day: bar.day, off: Math.abs(Math.log(close / bar.close)) }))
    .sort((a, b) => a.off - b.off);
  return nearest && next && nearest.off * CLEARLY < next.off ? nearest.day : undefined;
}
