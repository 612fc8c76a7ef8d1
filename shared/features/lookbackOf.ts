import type { FeatureColumn } from './featureColumn.ts';

/** Days of history, the day itself included, that these columns need to have the values they can have. */
export function lookbackOf(columns: readonly Pick<FeatureColumn, 'feature'>[]): number {
  return Math.max(0, ...columns.map(({ feature }) => feature.lookbackDays));
}
