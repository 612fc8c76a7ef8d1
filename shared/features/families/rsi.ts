import type { Feature } from '../feature.ts';
import { dailyChanges } from '../inputs.ts';
import { strength } from '../primitives/strength.ts';
import { wilder } from '../primitives/wilder.ts';
import { needs } from '../rules.ts';

export const rsi: readonly Feature[] = [
  { days: 14, window: 280 },
  { days: 20, window: 363 },
  { days: 60, window: 363 },
].map(({ days, window }) => ({
  name: `rsi_${days}`,
  version: '1',
  family: 'rsi',
  source: 'Wilder (1978); TA-Lib RSI',
  lookbackDays: window + 2,
  fields: ['close'],
  market: [],
  definition:
    `100 g / (g + l): Wilder's averages of the last ${window} daily rises and falls of the close, ` +
    `each begun with the mean of the first ${days} of them, then average * ${days - 1}/${days} + value / ${days}`,
  missing: `${needs('daily changes', days)} Days before a token's first bar do not count as such, and are neither rise nor fall in the averages.`,
  degenerate: 'A price flat over the whole window gives 50; one that only rose 100, one that only fell 0.',
  compute: (series) => {
    const changes = series.once('close changes', () => dailyChanges(series, series.field('close')));
    return strength(series, changes, wilder(days, window));
  },
}));
