import { BITCOIN, type Feature } from '../feature.ts';
import { returns } from '../inputs.ts';
import { windowOf } from '../primitives/window.ts';
import { type Comoments, pair, windowComoments } from '../primitives/windowComoments.ts';
import { needs } from '../rules.ts';
import type { Series } from '../series.ts';
import { correlations } from './correlation.ts';

const SHARED = { version: '1', fields: ['close'], market: [BITCOIN] } as const;
const BOTH = 'daily returns of the token and of BTC';
const WINDOWS = [60, 120] as const;

const beta = WINDOWS.map(
  (days): Feature => ({
    ...SHARED,
    name: `beta_${days}`,
    family: 'beta',
    source: 'Sharpe (1964), with BTC for the market',
    lookbackDays: days + 2,
    definition: `cov(r, b) / var(b) of the last ${days} daily log returns of the token (r) and of BTC (b)`,
    missing: needs(BOTH, days),
    degenerate: 'A flat price gives 0, BTC itself exactly 1; a flat BTC gives NaN.',
    compute: (series) => slopes(series, days),
  }),
);

const correlation = WINDOWS.map(
  (days): Feature => ({
    ...SHARED,
    name: `correlation_${days}`,
    family: 'correlation',
    source: 'Pearson (1896); pandas rolling(n).corr()',
    lookbackDays: days + 2,
    definition: `correlation of the last ${days} daily log returns of the token and of BTC`,
    missing: needs(BOTH, days),
    degenerate: 'A flat price, or a flat BTC, gives 0.',
    compute: (series) => correlations(series, comoments(series, days)),
  }),
);

const residualMomentum = WINDOWS.map(
  (days): Feature => ({
    ...SHARED,
    name: `residual_momentum_${days}`,
    family: 'residual momentum',
    source: 'Blitz, Huij & Martens (2011), with BTC for the market',
    lookbackDays: days + 2,
    definition: `sum of r - beta_${days} * b over ${days} days: what the token earned beside BTC, r and b as in beta_${days}`,
    missing: needs(BOTH, days),
    degenerate: 'A flat price and BTC itself give 0; a flat BTC gives NaN.',
    compute: (series) => {
      const { count, meanX, meanY } = comoments(series, days);
      const slope = slopes(series, days);
      const values = series.take();
      for (let i = series.first; i < series.length; i++) {
        values[i] = count[i]! * (meanX[i]! - slope[i]! * meanY[i]!);
      }
      return values;
    },
  }),
);

const residualVolatility: Feature = {
  ...SHARED,
  name: 'residual_volatility_60',
  family: 'volatility',
  source: 'Ang, Hodrick, Xing & Zhang (2006), with BTC for the market',
  lookbackDays: 62,
  definition:
    'standard deviation (n - 2) of the residuals of the regression of the last 60 daily log returns on those of BTC',
  missing: needs(BOTH, 60),
  degenerate: 'A flat price and BTC itself give 0; a flat BTC gives NaN.',
  compute: (series) => {
    const { count, xx, xy } = comoments(series, 60);
    const slope = slopes(series, 60);
    const values = series.take();
    for (let i = series.first; i < series.length; i++) {
      const squares = xx[i]! - slope[i]! * xy[i]!;
      values[i] = Math.sqrt(squares < 0 ? 0 : squares / (count[i]! - 2));
    }
    return values;
  },
};

function slopes(series: Series, days: number): Float64Array {
  return series.onceFor('slopes', days, () => {
    const { xy, yy } = comoments(series, days);
    const values = series.take();
    for (let i = series.first; i < series.length; i++) values[i] = yy[i] === 0 ? Number.NaN : xy[i]! / yy[i]!;
    return values;
  });
}

function comoments(series: Series, days: number): Comoments {
  return series.onceFor('comoments with BTC', days, () => {
    const pairs = series.once('returns with BTC', () => pair(series, returns(series), series.bitcoin()));
    return windowComoments(series, pairs, windowOf(days));
  });
}

export const bitcoin: readonly Feature[] = [...beta, ...correlation, ...residualMomentum, residualVolatility];
