import type { Feature } from '../feature.ts';
import { type Observed, observe } from '../primitives/observed.ts';
import { trueRanges } from '../primitives/trueRanges.ts';
import { wilder } from '../primitives/wilder.ts';
import { windowAverage } from '../primitives/windowAverage.ts';
import { needs } from '../rules.ts';
import type { Series } from '../series.ts';

export const atr: readonly Feature[] = [
  { days: 14, window: 280 },
  { days: 60, window: 363 },
].map(({ days, window }) => ({
  name: `atr_${days}`,
  version: '1',
  family: 'atr',
  source: 'Wilder (1978); TA-Lib NATR, as a fraction',
  lookbackDays: window + 2,
  fields: ['high', 'low', 'close'],
  market: [],
  definition:
    `Wilder's average of the true range over the last ${window} days / close; begun with the mean of the first ` +
    `${days}, then average * ${days - 1}/${days} + range / ${days}`,
  missing: needs('true ranges', days),
  degenerate: 'A flat price gives 0.',
  compute: (series) => {
    const closes = series.field('close').values;
    const values = windowAverage(series, ranges(series), wilder(days, window));
    for (let i = series.first; i < series.length; i++) values[i]! /= closes[i]!;
    return values;
  },
}));

function ranges(series: Series): Observed {
  return series.once('true ranges', () =>
    observe(
      series,
      trueRanges(series, {
        high: series.field('high').values,
        low: series.field('low').values,
        close: series.field('close').values,
      }),
    ),
  );
}
