import type { Feature } from '../feature.ts';
import { returns } from '../inputs.ts';
import { observe } from '../primitives/observed.ts';
import { windowOf } from '../primitives/window.ts';
import { windowSums } from '../primitives/windowSums.ts';
import { needs } from '../rules.ts';
import type { Series } from '../series.ts';

const MILLION = 1e6;

export const illiquidity: readonly Feature[] = [20, 60].map((days) => ({
  name: `amihud_${days}`,
  version: '1',
  family: 'illiquidity',
  source: 'Amihud (2002)',
  lookbackDays: days + 2,
  fields: ['close', 'volumeUsd'],
  market: [],
  definition: `Amihud's illiquidity: mean of |daily log return| / volume in millions of USD over ${days} days`,
  missing: needs('days with a return and a volume above 0', days),
  degenerate: 'A flat price gives 0; without volume NaN.',
  compute: (series) => impact(series, days),
}));

function impact(series: Series, days: number): Float64Array {
  const impacts = series.once('impacts', () => {
    const moves = returns(series).values;
    const volumes = series.field('volumeUsd').values;
    const values = series.take();
    for (let i = 0; i < series.length; i++) {
      values[i] = volumes[i]! > 0 ? Math.abs(moves[i]!) / (volumes[i]! / MILLION) : Number.NaN;
    }
    return observe(series, values);
  });
  const sums = windowSums(series, impacts, windowOf(days));
  const { seen } = impacts;
  for (let i = series.first; i < series.length; i++) {
    sums[i]! /= seen[i + 1]! - seen[Math.max(0, i + 1 - days)]!;
  }
  return sums;
}
