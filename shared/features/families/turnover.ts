import type { Feature } from '../feature.ts';
import { observe } from '../primitives/observed.ts';
import { windowOf } from '../primitives/window.ts';
import { windowMeans } from '../primitives/windowMeans.ts';
import { needs } from '../rules.ts';
import type { Series } from '../series.ts';

const SHARED = {
  version: '1',
  family: 'turnover',
  source: 'Datar, Naik & Radcliffe (1998)',
  fields: ['volumeUsd', 'marketCapUsd'],
  market: [],
} as const;

const plain = [5, 20, 60].map(
  (days): Feature => ({
    ...SHARED,
    name: `turnover_${days}`,
    lookbackDays: days + 1,
    definition: `mean of volume / market cap over ${days} days: the share of the token traded in a day`,
    missing: needs('days with volume and market cap', days),
    degenerate: 'No volume gives 0.',
    compute: (series) => means(series, days),
  }),
);

const trend: Feature = {
  ...SHARED,
  name: 'turnover_trend_5_60',
  lookbackDays: 61,
  definition: 'ln(turnover_5 / turnover_60)',
  missing: `${needs('days with volume and market cap', 5)} ${needs('of them', 60)}`,
  degenerate: 'Equal turnover gives exactly 0; none gives NaN.',
  compute: (series) => {
    const [recent, usual] = [means(series, 5), means(series, 60)];
    const values = series.take();
    for (let i = series.first; i < series.length; i++) {
      values[i] = recent[i]! > 0 && usual[i]! > 0 ? Math.log(recent[i]! / usual[i]!) : Number.NaN;
    }
    return values;
  },
};

function means(series: Series, days: number): Float64Array {
  return series.onceFor('means of turnovers', days, () => {
    const turnovers = series.once('turnovers', () => {
      const volumes = series.field('volumeUsd').values;
      const caps = series.field('marketCapUsd').values;
      const values = series.take();
      for (let i = 0; i < series.length; i++) values[i] = volumes[i]! / caps[i]!;
      return observe(series, values);
    });
    return windowMeans(series, turnovers, windowOf(days));
  });
}

export const turnover: readonly Feature[] = [...plain, trend];
