import type { Field } from '../market/bar.ts';
import type { Panel } from '../market/panel.ts';
import type { DayRange } from './bars.ts';
import { leastValue } from './given.ts';

/** What a feature wants of a track. */
export interface Wanted {
  readonly fields: readonly Field[];
  readonly lookbackDays: number;
}

/**
 * Which of a token's tracks a feature reads on each day: the one that has a close and the wanted fields on the day
 * itself and on most days of (day - lookback, day], of equally good ones the first.
 *
 * @param tracks of one token, the preferred source first
 * @returns as long as the range: places in `tracks`, -1 where none has the day
 */
export function chooseTracks(
  panel: Panel,
  tracks: readonly number[],
  { range, wanted }: { readonly range: DayRange; readonly wanted: Wanted },
): Int32Array {
  const length = range.end - range.start;
  const chosen = new Int32Array(length).fill(-1);
  const most = new Int32Array(length);
  for (const [place, track] of tracks.entries()) {
    const seen = daysSeen(panel, track * panel.days + range.start, { length, fields: wanted.fields });
    for (let i = 0; i < length; i++) {
      if (seen[i + 1] === seen[i]) continue;
      const count = seen[i + 1]! - seen[Math.max(0, i + 1 - wanted.lookbackDays)]!;
      if (count <= most[i]!) continue;
      most[i] = count;
      chosen[i] = place;
    }
  }
  return chosen;
}

/** At i: on how many days before it the track has them all. */
function daysSeen(
  panel: Panel,
  from: number,
  { length, fields }: { readonly length: number; readonly fields: readonly Field[] },
): Int32Array {
  const given = [...new Set<Field>(['close', ...fields])].map((field) => ({
    values: panel.fields[field],
    least: leastValue(field),
  }));
  const seen = new Int32Array(length + 1);
  for (let i = 0; i < length; i++) {
    const isThere = given.every(({ values, least }) => {
      const value = values[from + i]!;
      return value >= least && value < Number.POSITIVE_INFINITY;
    });
    seen[i + 1] = seen[i]! + (isThere ? 1 : 0);
  }
  return seen;
}
