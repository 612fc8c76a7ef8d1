import type { Feature } from '../feature.ts';
import { returns } from '../inputs.ts';
import { windowOf } from '../primitives/window.ts';
import { needs } from '../rules.ts';
import type { Series } from '../series.ts';

const WEEK = 7;
const SHARED = {
  version: '1',
  family: 'seasonality',
  source: 'Keloharju, Linnainmaa & Nyberg (2016)',
  market: [],
} as const;

const sameWeekday = [8, 26].map(
  (weeks): Feature => ({
    ...SHARED,
    name: `weekday_return_${weeks}`,
    lookbackDays: (weeks - 1) * WEEK + 3,
    fields: ['close'],
    definition: `mean daily log return of the day's weekday over the last ${weeks} weeks`,
    missing: needs('returns of that weekday', weeks),
    degenerate: 'A flat price gives 0.',
    compute: (series) => weekdayMeans(series, weeks),
  }),
);

const weekday: Feature = {
  ...SHARED,
  name: 'weekday',
  lookbackDays: 1,
  fields: [],
  definition: 'day of the week, 0 for Monday to 6 for Sunday: the same for all tokens',
  missing: 'Needs the close of the day.',
  degenerate: 'None.',
  compute: (series) => {
    const values = series.take();
    // 1970-01-01 was a Thursday.
    for (let i = series.first; i < series.length; i++) values[i] = (series.epochDay + i + 3) % WEEK;
    return values;
  },
};

function weekdayMeans(series: Series, weeks: number): Float64Array {
  const { values } = returns(series);
  const { need } = windowOf(weeks);
  const means = series.take();
  for (let i = series.first; i < series.length; i++) {
    let [sum, count] = [0, 0];
    for (let week = 0, at = i; week < weeks && at >= 0; week++, at -= WEEK) {
      if (Number.isNaN(values[at]!)) continue;
      sum += values[at]!;
      count++;
    }
    means[i] = count < need ? Number.NaN : sum / count;
  }
  return means;
}

export const seasonality: readonly Feature[] = [...sameWeekday, weekday];
