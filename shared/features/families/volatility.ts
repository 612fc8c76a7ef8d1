import type { Feature } from '../feature.ts';
import { returnMoments } from '../inputs.ts';
import { needsReturns } from '../rules.ts';
import type { Series } from '../series.ts';

const plain = [10, 20, 60, 120].map(
  (days): Feature => ({
    name: `volatility_${days}`,
    version: '1',
    family: 'volatility',
    source: 'realised volatility, as pandas rolling(n).std() of log returns',
    lookbackDays: days + 2,
    fields: ['close'],
    market: [],
    definition: `sample standard deviation (n - 1) of the last ${days} daily log returns`,
    missing: needsReturns(days),
    degenerate: 'Returns that are all equal, as those of a flat price, give exactly 0.',
    compute: (series) => deviation(series, days),
  }),
);

const ratio: Feature = {
  name: 'volatility_ratio_10_60',
  version: '1',
  family: 'volatility',
  source: 'realised volatility, as pandas rolling(n).std() of log returns',
  lookbackDays: 62,
  fields: ['close'],
  market: [],
  definition: 'ln(volatility_10 / volatility_60): whether the token has become calmer or wilder',
  missing: `${needsReturns(10)} ${needsReturns(60)}`,
  degenerate: 'NaN when either is 0, as with a flat price.',
  compute: (series) => {
    const [short, long] = [deviation(series, 10), deviation(series, 60)];
    const values = series.take();
    for (let i = series.first; i < series.length; i++) {
      values[i] = short[i]! > 0 && long[i]! > 0 ? Math.log(short[i]! / long[i]!) : Number.NaN;
    }
    return values;
  },
};

/** Sample standard deviation of the last `days` daily log returns. */
export function deviation(series: Series, days: number): Float64Array {
  return series.onceFor('deviation of returns', days, () => {
    const { count, squares } = returnMoments(series, days);
    const values = series.take();
    for (let i = series.first; i < series.length; i++) values[i] = Math.sqrt(squares[i]! / (count[i]! - 1));
    return values;
  });
}

export const volatility: readonly Feature[] = [...plain, ratio];
