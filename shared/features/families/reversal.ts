import type { Feature } from '../feature.ts';
import { logChanges } from '../inputs.ts';
import { needsClose, needsReturns } from '../rules.ts';
import type { Series } from '../series.ts';
import { deviation } from './volatility.ts';

const plain = [1, 3, 7].map(
  (days): Feature => ({
    name: `reversal_${days}`,
    version: '1',
    family: 'reversal',
    source: 'Jegadeesh (1990)',
    lookbackDays: days + 2,
    fields: ['close'],
    market: [],
    definition: `ln(close ${days} ${days === 1 ? 'day' : 'days'} before / close); where that day is missing, the first close after it`,
    missing: needsClose(days + 1),
    degenerate: 'A flat price gives 0.',
    compute: (series) => falls(series, days),
  }),
);

const scaled: Feature = {
  name: 'reversal_5_scaled',
  version: '1',
  family: 'reversal',
  source: 'Jegadeesh (1990)',
  lookbackDays: 62,
  fields: ['close'],
  market: [],
  definition: 'ln(close 5 days before / close) / (volatility_60 * sqrt(5)): how unusual the last move was',
  missing: `${needsClose(6)} ${needsReturns(60)}`,
  degenerate: 'Returns that are all equal over the 60 days, as those of a flat price, give 0.',
  compute: (series) => {
    const values = falls(series, 5);
    const scale = deviation(series, 60);
    for (let i = series.first; i < series.length; i++) {
      values[i] = scale[i] === 0 ? 0 : values[i]! / (scale[i]! * Math.sqrt(5));
    }
    return values;
  },
};

function falls(series: Series, days: number): Float64Array {
  const values = logChanges(series, 'close', { from: days });
  for (let i = series.first; i < series.length; i++) values[i] = 0 - values[i]!;
  return values;
}

export const reversal: readonly Feature[] = [...plain, scaled];
