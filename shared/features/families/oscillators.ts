import { CCI, WilliamsR } from 'trading-signals';
import type { Feature } from '../feature.ts';
import type { Series } from '../series.ts';

/** A day's bar, as trading-signals wants it. */
interface Candle {
  readonly high: number;
  readonly low: number;
  readonly close: number;
}

/** What looks at nothing but the last `days` bars: so its values do not depend on where it was begun. */
interface Oscillator {
  readonly days: number;
  readonly begin: () => { add(candle: Candle): number | null };
  /** What a price that did not move at all gives; the libraries do not agree on it. */
  readonly flat: number;
}

const SHARED = { version: '1', family: 'oscillators', fields: ['high', 'low', 'close'], market: [] } as const;

const commodityChannel: Oscillator = { days: 20, begin: () => new CCI(20), flat: 0 };
const williams: Oscillator = { days: 14, begin: () => new WilliamsR(14), flat: -50 };

export const oscillators: readonly Feature[] = [
  {
    ...SHARED,
    name: 'cci_20',
    source: 'Lambert (1980); TA-Lib CCI',
    lookbackDays: commodityChannel.days + 1,
    definition:
      'commodity channel index, (t - mean(t)) / (0.015 * mean(|t - mean(t)|)) over 20 days, ' +
      't = (high + low + close) / 3',
    missing: 'Needs high, low and close of all of the last 20 days.',
    degenerate: 'A flat price gives 0.',
    compute: (series) => oscillate(series, commodityChannel),
  },
  {
    ...SHARED,
    name: 'williams_r_14',
    source: 'Williams (1973); TA-Lib WILLR',
    lookbackDays: williams.days + 1,
    definition: '-100 * (highest high - close) / (highest high - lowest low) of the last 14 days',
    missing: 'Needs high, low and close of all of the last 14 days.',
    degenerate: 'A flat price gives -50, halfway between the ends.',
    compute: (series) => oscillate(series, williams),
  },
];

/** Begins anew after each missing day. */
function oscillate(series: Series, { days, begin, flat }: Oscillator): Float64Array {
  const [highs, lows, closes] = [
    series.field('high').values,
    series.field('low').values,
    series.field('close').values,
  ];
  const values = series.take();
  let oscillator = begin();
  for (let i = Math.max(0, series.first - days + 1), still = 0; i < series.length; i++) {
    const candle = { high: highs[i]!, low: lows[i]!, close: closes[i]! };
    values[i] = Number.NaN;
    if (Number.isNaN(candle.high + candle.low + candle.close)) {
      oscillator = begin();
      continue;
    }
    const isStill = candle.high === candle.low && (still === 0 || candle.close === closes[i - 1]);
    still = isStill ? still + 1 : candle.high === candle.low ? 1 : 0;
    const value = oscillator.add(candle);
    if (value !== null) values[i] = still >= days ? flat : value;
  }
  return values;
}
