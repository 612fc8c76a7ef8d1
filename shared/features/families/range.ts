import type { Feature } from '../feature.ts';
import { observe } from '../primitives/observed.ts';
import { windowOf } from '../primitives/window.ts';
import { windowSums } from '../primitives/windowSums.ts';
import { needs } from '../rules.ts';
import type { Series } from '../series.ts';

export const range: readonly Feature[] = [20, 60].map((days) => ({
  name: `range_volatility_${days}`,
  version: '1',
  family: 'range',
  source: 'Parkinson (1980)',
  lookbackDays: days + 1,
  fields: ['high', 'low', 'close'],
  market: [],
  definition: `Parkinson's volatility, sqrt(mean(ln(high / low)^2 over ${days} days) / (4 ln 2))`,
  missing: needs('highs and lows', days),
  degenerate: 'A flat price gives 0.',
  compute: (series) => rangeVolatility(series, days),
}));

function rangeVolatility(series: Series, days: number): Float64Array {
  const squares = series.once('squared ranges', () => {
    const [high, low] = [series.field('high').values, series.field('low').values];
    const values = series.take();
    for (let i = 0; i < series.length; i++) values[i] = Math.log(high[i]! / low[i]!) ** 2;
    return observe(series, values);
  });
  const sums = windowSums(series, squares, windowOf(days));
  const { seen } = squares;
  for (let i = series.first; i < series.length; i++) {
    const count = seen[i + 1]! - seen[Math.max(0, i + 1 - days)]!;
    sums[i] = Math.sqrt(sums[i]! / count / (4 * Math.LN2));
  }
  return sums;
}
