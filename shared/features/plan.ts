import { daysBetween, type UtcDay } from '../domain/utcDay.ts';
import type { Panel } from '../market/panel.ts';
import { Arena } from './arena.ts';
import type { DayRange } from './bars.ts';
import type { Feature } from './feature.ts';

/** What all tokens of a computation share. An index of it is a day of `range`, counted from `range.start`. */
export interface Plan {
  readonly panel: Panel;
  readonly features: readonly Feature[];
  /** What each reads, in a word: features that read the same have values on the same days. */
  readonly needs: ReadonlyMap<Feature, string>;
  /** The days of the panel that are read: those wanted, and the longest lookback before them. */
  readonly range: DayRange;
  /** Index of the first wanted day. */
  readonly first: number;
  readonly length: number;
  /** What to add to an index for the day of the block. */
  readonly shift: number;
  readonly epochDay: number;
  readonly arena: Arena;
  readonly indexes: ReadonlyMap<string, Float64Array>;
}

/** @returns undefined when the panel has none of the wanted days */
export function planFor(
  panel: Panel,
  features: readonly Feature[],
  { from, days }: { readonly from: UtcDay; readonly days: number },
): Plan | undefined {
  const wanted = daysBetween(panel.firstDay, from);
  const lookback = Math.max(1, ...features.map(({ lookbackDays }) => lookbackDays));
  const start = Math.max(0, wanted - lookback + 1);
  const end = Math.min(panel.days, wanted + days);
  const first = Math.max(0, wanted) - start;
  if (features.length === 0 || start + first >= end) return undefined;
  const length = end - start;
  const names = new Set(features.flatMap(({ market }) => market));
  const indexOf = (name: string) =>
    panel.indexes.get(name)?.subarray(start, end) ?? new Float64Array(length).fill(Number.NaN);
  return {
    panel,
    features,
    needs: new Map(features.map((one) => [one, `days with ${one.fields} ${one.market}`])),
    range: { start, end },
    first,
    length,
    shift: start - wanted,
    epochDay: daysBetween('1970-01-01', panel.firstDay) + start,
    arena: new Arena(length + 1),
    indexes: new Map([...names].map((name) => [name, indexOf(name)])),
  };
}
