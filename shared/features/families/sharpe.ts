import type { Feature } from '../feature.ts';
import { returnMoments } from '../inputs.ts';
import { needsReturns } from '../rules.ts';
import type { Series } from '../series.ts';
import { downsideDeviation } from './downside.ts';
import { deviation } from './volatility.ts';

const RISKLESS = 'A flat price gives 0: nothing earned, nothing risked.';

const plain = [20, 60, 120].map(
  (days): Feature => ({
    name: `sharpe_${days}`,
    version: '1',
    family: 'sharpe',
    source: 'Sharpe (1966)',
    lookbackDays: days + 2,
    fields: ['close'],
    market: [],
    definition: `mean / sample standard deviation (n - 1) of the last ${days} daily log returns, not annualised`,
    missing: needsReturns(days),
    degenerate: `${RISKLESS} Returns that are all equal but not 0 give NaN.`,
    compute: (series) => ratio(series, days, deviation(series, days)),
  }),
);

const sortino: Feature = {
  name: 'sortino_60',
  version: '1',
  family: 'sharpe',
  source: 'Sortino & Price (1994)',
  lookbackDays: 62,
  fields: ['close'],
  market: [],
  definition: 'mean of the last 60 daily log returns / downside_volatility_60',
  missing: needsReturns(60),
  degenerate: `${RISKLESS} A price that rose and never fell gives NaN.`,
  compute: (series) => ratio(series, 60, downsideDeviation(series, 60)),
};

/** Mean return over a risk; without risk 0 where nothing was earned, else NaN. */
function ratio(series: Series, days: number, risk: Float64Array): Float64Array {
  const { mean } = returnMoments(series, days);
  const values = series.take();
  for (let i = series.first; i < series.length; i++) {
    values[i] = risk[i] === 0 ? (mean[i] === 0 ? 0 : Number.NaN) : mean[i]! / risk[i]!;
  }
  return values;
}

export const sharpe: readonly Feature[] = [...plain, sortino];
