import type { Feature } from '../feature.ts';
import { fieldMeans, type LogField } from '../inputs.ts';
import { exponential } from '../primitives/exponential.ts';
import { windowAverage } from '../primitives/windowAverage.ts';
import { needs } from '../rules.ts';

const OF: Readonly<
  Record<LogField, { readonly name: string; readonly family: string; readonly what: string }>
> = {
  close: { name: 'close', family: 'price level', what: 'closes' },
  marketCapUsd: { name: 'market_cap', family: 'market cap', what: 'market caps' },
  volumeUsd: { name: 'volume', family: 'volume', what: 'volumes' },
};
const PERIODS = [
  { days: 20, window: 200 },
  { days: 60, window: 360 },
] as const;

/** Averages of a field in USD, plain and exponential: what Numerai's `…_avg` and `…_ewa` seem to be. */
export function levelsOf(field: LogField): Feature[] {
  const { name, family, what } = OF[field];
  const source = `Numerai's live features ${name}_avg and ${name}_ewa; TA-Lib SMA and EMA`;
  const shared = { version: '1', family, source, fields: [field], market: [] };
  return PERIODS.flatMap(({ days, window }): Feature[] => [
    {
      ...shared,
      name: `${name}_mean_${days}`,
      lookbackDays: days + 1,
      definition: `mean of the last ${days} ${what}, in USD`,
      missing: needs(what, days),
      degenerate: 'Equal values give exactly that value.',
      compute: (series) => fieldMeans(series, field, days),
    },
    {
      ...shared,
      name: `${name}_ewa_${days}`,
      lookbackDays: window + 1,
      definition:
        `exponential average of the last ${window} ${what}, in USD: begun with the mean of the first ${days}, ` +
        `then average * ${days - 1}/${days + 1} + value * 2/${days + 1}`,
      missing: needs(what, days),
      degenerate: 'Equal values give exactly that value.',
      compute: (series) => windowAverage(series, series.field(field), exponential(days, window)),
    },
  ]);
}

export const levels: readonly Feature[] = levelsOf('close');
