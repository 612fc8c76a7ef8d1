import { spearman } from '../spearman.ts';
import { filterSortIndex } from './filterSortIndex.ts';
import { pearson } from './pearson.ts';
import { percentileRank } from './percentileRank.ts';
import { requireNumbers } from './requireNumbers.ts';
import { requireSameIds, requireSortedIds } from './requireSameIds.ts';
import { type Series, takeRows } from './series.ts';
import { endRows } from './topBottom.ts';

/**
 * Pearson's correlation of a target and predictions, which must be over the same sorted ids.
 *
 * @param topBottom only the so many highest and lowest predictions
 * @returns NaN when either side is constant
 * @throws InputError `ids_mismatch`, `values_missing`, `top_bottom_too_large`
 * @see numerai/numerai-tools scoring.py `pearson_correlation`, `correlation`
 */
export function pearsonCorrelation(target: Series, predictions: Series, topBottom = 0): number {
  if (topBottom > 0) return pearsonOfEnds(target, predictions, topBottom);
  requirePairs(target, predictions);
  return pearson(target.values, predictions.values);
}

function pearsonOfEnds(target: Series, predictions: Series, count: number): number {
  const ends = takeRows(predictions, endRows(predictions.values, count));
  const [targetOfEnds, sorted] = filterSortIndex(target, ends, 1 - count / target.ids.length);
  return pearsonCorrelation(targetOfEnds, sorted);
}

/**
 * Spearman's rank correlation of a target and predictions, which must be over the same sorted ids.
 *
 * @throws InputError `ids_mismatch`, `values_missing`
 * @see numerai/numerai-tools scoring.py `spearman_correlation`
 */
export function spearmanCorrelation(target: Series, predictions: Series): number {
  requirePairs(target, predictions);
  return spearman(target.values, predictions.values);
}

/**
 * Pearson's correlation of a target and the ranks of the predictions, equal ones ranked by id. Both must be over
 * the same sorted ids.
 *
 * @throws InputError `ids_mismatch`, `values_missing`
 * @see numerai/numerai-tools scoring.py `tie_broken_rank_correlation`
 */
export function tieBrokenRankCorrelation(target: Series, predictions: Series): number {
  const ranks = { ids: predictions.ids, values: percentileRank(predictions.values, 'first') };
  return pearsonCorrelation(target, ranks);
}

function requirePairs(target: Series, predictions: Series): void {
  requireSameIds(target.ids, predictions.ids);
  requireSortedIds(target.ids);
  requireNumbers(target.values, 'targets');
  requireNumbers(predictions.values, 'predictions');
}
