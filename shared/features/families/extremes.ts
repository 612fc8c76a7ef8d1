import type { Feature } from '../feature.ts';
import { returns } from '../inputs.ts';
import { windowOf } from '../primitives/window.ts';
import { windowMaximum } from '../primitives/windowMaximum.ts';
import { needsReturns } from '../rules.ts';
import type { Series } from '../series.ts';

const WINDOWS = [20, 60] as const;
const SHARED = {
  version: '1',
  family: 'extremes',
  source: 'Bali, Cakici & Whitelaw (2011)',
  fields: ['close'],
  market: [],
} as const;

const best = WINDOWS.map(
  (days): Feature => ({
    ...SHARED,
    name: `best_return_${days}`,
    lookbackDays: days + 2,
    definition: `greatest of the last ${days} daily log returns`,
    missing: needsReturns(days),
    degenerate: 'A flat price gives 0.',
    compute: (series) => windowMaximum(series, returns(series), windowOf(days)).value,
  }),
);

const worst = WINDOWS.map(
  (days): Feature => ({
    ...SHARED,
    name: `worst_return_${days}`,
    lookbackDays: days + 2,
    definition: `least of the last ${days} daily log returns`,
    missing: needsReturns(days),
    degenerate: 'A flat price gives 0.',
    compute: (series) => {
      const { value } = windowMaximum(series, losses(series), windowOf(days));
      for (let i = series.first; i < series.length; i++) value[i] = 0 - value[i]!;
      return value;
    },
  }),
);

function losses(series: Series) {
  return series.once('losses', () => {
    const { values, seen } = returns(series);
    const negated = series.take();
    for (let i = 0; i < series.length; i++) negated[i] = 0 - values[i]!;
    return { values: negated, seen };
  });
}

export const extremes: readonly Feature[] = [...best, ...worst];
