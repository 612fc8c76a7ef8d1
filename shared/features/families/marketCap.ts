import type { Feature } from '../feature.ts';
import { logChanges, logsOf } from '../inputs.ts';
import { needs } from '../rules.ts';
import { levelsOf } from './levels.ts';

/** Beyond these a constant supply would show the rounding of its two prices instead of 0. */
const DECIMALS = 9;
const SCALE = 10 ** DECIMALS;
const SHARED = {
  version: '1',
  family: 'market cap',
  source: 'Banz (1981); among cryptocurrencies Liu, Tsyvinski & Wu (2022)',
  market: [],
} as const;

const level: Feature = {
  ...SHARED,
  name: 'market_cap',
  lookbackDays: 2,
  fields: ['marketCapUsd'],
  definition: 'ln(market cap in USD)',
  missing: 'Needs the market cap of the day.',
  degenerate: 'None: a market cap is above 0.',
  compute: (series) => logsOf(series, 'marketCapUsd').values,
};

const change = [20, 60, 250].map(
  (days): Feature => ({
    ...SHARED,
    name: `market_cap_change_${days}`,
    lookbackDays: days + 2,
    fields: ['marketCapUsd'],
    definition: `ln(market cap / market cap ${days} days before); where that day is missing, the first one after it`,
    missing: needs('market caps', days + 1),
    degenerate: 'A constant market cap gives 0.',
    compute: (series) => logChanges(series, 'marketCapUsd', { from: days }),
  }),
);

const dilution = [60, 250].map(
  (days): Feature => ({
    ...SHARED,
    name: `dilution_${days}`,
    source: 'Pontiff & Woodgate (2008)',
    lookbackDays: days + 2,
    fields: ['close', 'marketCapUsd'],
    definition: `market_cap_change_${days} - momentum_${days}, to ${DECIMALS} decimals: growth of the circulating supply`,
    missing: `${needs('market caps', days + 1)} ${needs('closes', days + 1)}`,
    degenerate: 'A constant supply gives exactly 0.',
    compute: (series) => {
      const caps = logChanges(series, 'marketCapUsd', { from: days });
      const closes = logChanges(series, 'close', { from: days });
      for (let i = series.first; i < series.length; i++) {
        caps[i] = Math.round((caps[i]! - closes[i]!) * SCALE) / SCALE;
      }
      return caps;
    },
  }),
);

export const marketCap: readonly Feature[] = [level, ...levelsOf('marketCapUsd'), ...change, ...dilution];
