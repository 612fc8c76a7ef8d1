import type { Feature } from '../feature.ts';
import { logChanges } from '../inputs.ts';
import { needsClose } from '../rules.ts';

const plain = [5, 10, 20, 60, 120, 250].map(
  (days): Feature => ({
    name: `momentum_${days}`,
    version: '1',
    family: 'momentum',
    source: 'Jegadeesh & Titman (1993); among cryptocurrencies Liu, Tsyvinski & Wu (2022)',
    lookbackDays: days + 2,
    fields: ['close'],
    market: [],
    definition: `ln(close / close ${days} days before); where that day is missing, the first close after it`,
    missing: needsClose(days + 1),
    degenerate: 'A flat price gives 0.',
    compute: (series) => logChanges(series, 'close', { from: days }),
  }),
);

/** Returns of the last weeks tend to turn, those of the months before to last. */
const skipping = [60, 120, 250].map(
  (days): Feature => ({
    name: `momentum_${days}_skip_20`,
    version: '1',
    family: 'momentum',
    source: 'Jegadeesh & Titman (1993); among cryptocurrencies Liu, Tsyvinski & Wu (2022)',
    lookbackDays: days + 2,
    fields: ['close'],
    market: [],
    definition: `ln(close 20 days before / close ${days} days before); where a day is missing, the first close after it`,
    missing: needsClose(days + 1),
    degenerate: 'A flat price gives 0.',
    compute: (series) => logChanges(series, 'close', { from: days, to: 20 }),
  }),
);

export const momentum: readonly Feature[] = [...plain, ...skipping];
