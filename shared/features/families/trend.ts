import type { Feature } from '../feature.ts';
import { fieldMeans, returns } from '../inputs.ts';
import { observe } from '../primitives/observed.ts';
import { windowOf } from '../primitives/window.ts';
import { windowSums } from '../primitives/windowSums.ts';
import { needsClose, needsReturns } from '../rules.ts';
import type { Series } from '../series.ts';

const distance = [20, 60, 200].map(
  (days): Feature => ({
    name: `mean_distance_${days}`,
    version: '1',
    family: 'trend',
    source: 'Brock, Lakonishok & LeBaron (1992)',
    lookbackDays: days + 1,
    fields: ['close'],
    market: [],
    definition: `ln(close / mean of the last ${days} closes)`,
    missing: needsClose(days),
    degenerate: 'A flat price gives exactly 0.',
    compute: (series) => {
      const closes = series.field('close').values;
      const mean = fieldMeans(series, 'close', days);
      const values = series.take();
      for (let i = series.first; i < series.length; i++) values[i] = Math.log(closes[i]! / mean[i]!);
      return values;
    },
  }),
);

const upShare = [20, 60].map(
  (days): Feature => ({
    name: `up_share_${days}`,
    version: '1',
    family: 'trend',
    source: 'after Da, Gurun & Warachka (2014)',
    lookbackDays: days + 2,
    fields: ['close'],
    market: [],
    definition: `share of rising days among the last ${days}; a day without change counts half`,
    missing: needsReturns(days),
    degenerate: 'A flat price gives 0.5.',
    compute: (series) => shares(series, days),
  }),
);

function shares(series: Series, days: number): Float64Array {
  const rises = series.once('rises', () => {
    const { values } = returns(series);
    const marks = series.take();
    for (let i = 0; i < series.length; i++) marks[i] = (Math.sign(values[i]!) + 1) / 2;
    return observe(series, marks);
  });
  const sums = windowSums(series, rises, windowOf(days));
  const { seen } = rises;
  for (let i = series.first; i < series.length; i++) {
    sums[i]! /= seen[i + 1]! - seen[Math.max(0, i + 1 - days)]!;
  }
  return sums;
}

export const trend: readonly Feature[] = [...distance, ...upShare];
