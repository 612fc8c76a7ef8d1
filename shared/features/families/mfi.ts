import type { Feature } from '../feature.ts';
import { dailyChanges } from '../inputs.ts';
import { moneyFlowIndex } from '../primitives/moneyFlowIndex.ts';
import { observe } from '../primitives/observed.ts';
import { windowOf } from '../primitives/window.ts';
import { needs } from '../rules.ts';
import type { Series } from '../series.ts';

export const mfi: readonly Feature[] = [14, 60].map((days) => ({
  name: `mfi_${days}`,
  version: '1',
  family: 'mfi',
  source: 'Quong & Soudack (1989); TA-Lib MFI, with the volume in USD for price * volume',
  lookbackDays: days + 2,
  fields: ['high', 'low', 'close', 'volumeUsd'],
  market: [],
  definition:
    `100 p / (p + n): volume in USD of the days, of the last ${days}, on which the typical price ` +
    '(high + low + close) / 3 rose (p) or fell (n)',
  missing: needs('daily changes of the typical price', days),
  degenerate: 'A flat price, or no volume on any day of change, gives 50.',
  compute: (series) => moneyFlowIndex(series, flows(series), windowOf(days)),
}));

function flows(series: Series) {
  return series.once('money flows', () => {
    const [high, low, close] = (['high', 'low', 'close'] as const).map((name) => series.field(name).values);
    const typical = series.take();
    for (let i = 0; i < series.length; i++) typical[i] = (high![i]! + low![i]! + close![i]!) / 3;
    return {
      changes: dailyChanges(series, observe(series, typical)),
      volumes: series.field('volumeUsd').values,
    };
  });
}
