import type { Feature } from '../feature.ts';
import { logsOf } from '../inputs.ts';
import { windowOf } from '../primitives/window.ts';
import { type Maximum, windowMaximum } from '../primitives/windowMaximum.ts';
import { needsClose } from '../rules.ts';
import type { Series } from '../series.ts';

const SHARED = {
  version: '1',
  family: 'distance from high',
  source: 'George & Hwang (2004)',
  fields: ['close'],
  market: [],
} as const;

const distance = [20, 60, 360].map(
  (days): Feature => ({
    ...SHARED,
    name: `distance_from_high_${days}`,
    lookbackDays: days + 1,
    definition: `ln(close / highest close of the last ${days} days), at most 0`,
    missing: needsClose(days),
    degenerate: 'A flat price gives 0.',
    compute: (series) => {
      const logs = logsOf(series, 'close').values;
      const { value } = highest(series, days);
      const values = series.take();
      for (let i = series.first; i < series.length; i++) values[i] = logs[i]! - value[i]!;
      return values;
    },
  }),
);

const age = [60, 360].map(
  (days): Feature => ({
    ...SHARED,
    name: `days_since_high_${days}`,
    source: 'Chande (1995), Aroon',
    lookbackDays: days + 1,
    definition: `days since the highest close of the last ${days} days, the latest of equal ones`,
    missing: needsClose(days),
    degenerate: 'A flat price gives 0.',
    compute: (series) => {
      const { value, at } = highest(series, days);
      const values = series.take();
      for (let i = series.first; i < series.length; i++) {
        values[i] = Number.isNaN(value[i]!) ? Number.NaN : i - at[i]!;
      }
      return values;
    },
  }),
);

const position: Feature = {
  ...SHARED,
  name: 'range_position_60',
  source: "Lane's stochastic oscillator (1984), on the logarithms of closes",
  lookbackDays: 61,
  definition: 'ln(close / lowest) / ln(highest / lowest) of the last 60 closes: 0 at the low, 1 at the high',
  missing: needsClose(60),
  degenerate: 'A flat price gives 0.5.',
  compute: (series) => {
    const { values: logs, seen } = logsOf(series, 'close');
    const negated = series.take();
    for (let i = 0; i < series.length; i++) negated[i] = -logs[i]!;
    const high = highest(series, 60).value;
    const low = windowMaximum(series, { values: negated, seen }, windowOf(60)).value;
    const values = series.take();
    for (let i = series.first; i < series.length; i++) {
      const width = high[i]! + low[i]!;
      values[i] = width === 0 ? 0.5 : (logs[i]! + low[i]!) / width;
    }
    return values;
  },
};

function highest(series: Series, days: number): Maximum {
  return series.onceFor('highest', days, () =>
    windowMaximum(series, logsOf(series, 'close'), windowOf(days)),
  );
}

export const high: readonly Feature[] = [...distance, ...age, position];
