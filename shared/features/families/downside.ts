import type { Feature } from '../feature.ts';
import { returns } from '../inputs.ts';
import { windowOf } from '../primitives/window.ts';
import { windowSums } from '../primitives/windowSums.ts';
import { needsReturns } from '../rules.ts';
import type { Series } from '../series.ts';

const plain = [20, 60].map(
  (days): Feature => ({
    name: `downside_volatility_${days}`,
    version: '1',
    family: 'downside volatility',
    source: 'Sortino & van der Meer (1991)',
    lookbackDays: days + 2,
    fields: ['close'],
    market: [],
    definition: `sqrt(mean(min(r, 0)^2)) of the last ${days} daily log returns r`,
    missing: needsReturns(days),
    degenerate: 'Without a falling day, as with a flat price, 0.',
    compute: (series) => downsideDeviation(series, days),
  }),
);

const share: Feature = {
  name: 'downside_share_60',
  version: '1',
  family: 'downside volatility',
  source: 'Barndorff-Nielsen, Kinnebrock & Shephard (2010)',
  lookbackDays: 62,
  fields: ['close'],
  market: [],
  definition: 'sum(min(r, 0)^2) / sum(r^2) of the last 60 daily log returns r',
  missing: needsReturns(60),
  degenerate: 'A flat price gives 0.5: it falls as much as it rises.',
  compute: (series) => {
    const down = squareSums(series, { days: 60, up: false });
    const up = squareSums(series, { days: 60, up: true });
    const values = series.take();
    for (let i = series.first; i < series.length; i++) {
      const all = down[i]! + up[i]!;
      values[i] = all === 0 ? 0.5 : down[i]! / all;
    }
    return values;
  },
};

/** Root of the mean square of the last `days` daily log returns, those above 0 taken as 0. */
export function downsideDeviation(series: Series, days: number): Float64Array {
  return series.onceFor('downside deviation', days, () => {
    const sums = squareSums(series, { days, up: false });
    const { seen } = returns(series);
    const values = series.take();
    for (let i = series.first; i < series.length; i++) {
      values[i] = Math.sqrt(sums[i]! / (seen[i + 1]! - seen[Math.max(0, i + 1 - days)]!));
    }
    return values;
  });
}

/** Sums of the squares of the rising, or of the falling, days' returns. */
function squareSums(
  series: Series,
  { days, up }: { readonly days: number; readonly up: boolean },
): Float64Array {
  return series.onceFor(up ? 'squares of rising returns' : 'squares of falling returns', days, () => {
    const { values, seen } = returns(series);
    const squares = series.once(up ? 'rising squares' : 'falling squares', () => {
      const taken = series.take();
      for (let i = 0; i < series.length; i++) {
        const value = values[i]!;
        taken[i] = Number.isNaN(value) ? Number.NaN : value > 0 === up ? value * value : 0;
      }
      return { values: taken, seen };
    });
    return windowSums(series, squares, windowOf(days));
  });
}

export const downside: readonly Feature[] = [...plain, share];
