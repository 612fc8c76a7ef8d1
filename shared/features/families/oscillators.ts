import { CCI } from 'trading-signals';
import type { Feature } from '../feature.ts';
import { windowOf } from '../primitives/window.ts';
import { windowMaximum } from '../primitives/windowMaximum.ts';
import { needs } from '../rules.ts';
import type { Series } from '../series.ts';

const SHARED = { version: '1', family: 'oscillators', fields: ['high', 'low', 'close'], market: [] } as const;

const commodityChannel: Feature = {
  ...SHARED,
  name: 'cci_20',
  source: 'Lambert (1980); TA-Lib CCI',
  lookbackDays: 21,
  definition:
    'commodity channel index, (t - mean(t)) / (0.015 * mean(|t - mean(t)|)) over 20 days, ' +
    't = (high + low + close) / 3',
  missing: 'Needs high, low and close of all of the last 20 days.',
  degenerate: 'A flat price gives 0.',
  compute: (series) => commodityChannelIndex(series, 20),
};

const williams: Feature = {
  ...SHARED,
  name: 'williams_r_14',
  source: 'Williams (1973); TA-Lib WILLR',
  lookbackDays: 15,
  definition: '-100 * (highest high - close) / (highest high - lowest low) of the last 14 days',
  missing: needs('highs and lows', 14),
  degenerate: 'A flat price gives -50, halfway between the ends.',
  compute: (series) => {
    const { values: closes } = series.field('close');
    const { values: lows, seen } = series.field('low');
    const negated = series.take();
    for (let i = 0; i < series.length; i++) negated[i] = -lows[i]!;
    const highest = windowMaximum(series, series.field('high'), windowOf(14)).value;
    const lowest = windowMaximum(series, { values: negated, seen }, windowOf(14)).value;
    const values = series.take();
    for (let i = series.first; i < series.length; i++) {
      const width = highest[i]! + lowest[i]!;
      values[i] = width === 0 ? -50 : (-100 * (highest[i]! - closes[i]!)) / width;
    }
    return values;
  },
};

/**
 * The mean absolute deviation has no running form, so the library's loop over each window is as good as any. It looks at
 * nothing but the last `days` bars, wherever it was begun; after a missing day it begins anew.
 */
function commodityChannelIndex(series: Series, days: number): Float64Array {
  const [highs, lows, closes] = [
    series.field('high').values,
    series.field('low').values,
    series.field('close').values,
  ];
  const values = series.take();
  let index = new CCI(days);
  for (let i = Math.max(0, series.first - days + 1), still = 0; i < series.length; i++) {
    const bar = { high: highs[i]!, low: lows[i]!, close: closes[i]! };
    values[i] = Number.NaN;
    if (Number.isNaN(bar.high + bar.low + bar.close)) {
      index = new CCI(days);
      continue;
    }
    const isFlat = bar.high === bar.low;
    still = isFlat && bar.close === closes[i - 1] ? still + 1 : Number(isFlat);
    const value = index.add(bar);
    if (value !== null) values[i] = still >= days ? 0 : value;
  }
  return values;
}

export const oscillators: readonly Feature[] = [commodityChannel, williams];
