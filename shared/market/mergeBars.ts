import { type Bar, FIELDS, type Field } from './bar.ts';
import { barKey } from './barKey.ts';
import type { Correction } from './correction.ts';

/** What the way through decimals may do to a number; less is no news. */
const SAME = 1e-9;

export interface MergedBars {
  readonly bars: readonly Bar[];
  /** Rows that were not there. */
  readonly added: number;
  /** Numbers that were unknown. */
  readonly filled: number;
  /** What would have replaced a number, and for a closed day also what would have been added. */
  readonly corrections: readonly Correction[];
}

/**
 * Adds to a day what it lacks. A number that is there stays as it is, whatever came later.
 *
 * @param incoming clean, each (ucid, source) once
 * @param closed true for a day that is final: then nothing is added either
 */
export function mergeBars(stored: readonly Bar[], incoming: readonly Bar[], closed: boolean): MergedBars {
  const bars = new Map(stored.map((bar) => [barKey(bar), bar]));
  const corrections: Correction[] = [];
  let [added, filled] = [0, 0];
  for (const bar of incoming) {
    const before = bars.get(barKey(bar));
    const differing = FIELDS.filter((field) => tellsMore(before?.[field], bar[field]));
    const news = differing.filter((field) => !closed && isUnknown(before?.[field]));
    corrections.push(...differing.filter((field) => !news.includes(field)).map(correction(before, bar)));
    if (news.length === 0) continue;
    bars.set(barKey(bar), before ? { ...before, ...picked(bar, news), collectedAt: bar.collectedAt } : bar);
    if (before) filled += news.length;
    else added += 1;
  }
  return { bars: [...bars.values()], added, filled, corrections };
}

function isUnknown(value: number | undefined): boolean {
  return value === undefined || Number.isNaN(value);
}

/** A number that goes missing later is no correction. */
function tellsMore(before: number | undefined, after: number): boolean {
  if (Number.isNaN(after)) return false;
  if (before === undefined || Number.isNaN(before)) return true;
  return Math.abs(after - before) > SAME * Math.max(Math.abs(after), Math.abs(before));
}

const correction =
  (before: Bar | undefined, bar: Bar) =>
  (field: Field): Correction => ({
    ucid: bar.ucid,
    symbol: bar.symbol,
    source: bar.source,
    field,
    was: before?.[field] ?? Number.NaN,
    now: bar[field],
    seenAt: bar.collectedAt,
    appliedAt: undefined,
  });

function picked(bar: Bar, fields: readonly Field[]): Partial<Record<Field, number>> {
  return Object.fromEntries(fields.map((field) => [field, bar[field]]));
}
