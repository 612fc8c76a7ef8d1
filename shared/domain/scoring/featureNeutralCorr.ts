import { pearsonCorrelation } from './correlation.ts';
import { gaussianRank } from './gaussianRank.ts';
import { neutralize } from './neutralize.ts';
import { varianceNormalize } from './normalize.ts';
import { numeraiCorr } from './numeraiCorr.ts';
import { requireSortedIds } from './requireSameIds.ts';
import { type Frame, mapColumns, type Series } from './series.ts';

/**
 * Numerai's FNC of each column of the predictions: CORR of what the features do not explain.
 *
 * @param features over the same sorted ids as the predictions, without missing values
 * @throws InputError `ids_mismatch`, `values_missing`, and those of `numeraiCorr`
 * @see numerai/numerai-tools scoring.py `feature_neutral_corr`
 */
export function featureNeutralCorr(
  predictions: Frame,
  features: Frame,
  { targets, topBottom }: { readonly targets: Series; readonly topBottom?: number },
): Map<string, number> {
  return numeraiCorr(neutralGaussianRank(predictions, features), targets, topBottom ? { topBottom } : {});
}

/**
 * Predictions ranked, gaussianised, neutralised to the features and scaled to standard deviation 1.
 *
 * @throws InputError `ids_mismatch`, `values_missing`
 * @see numerai/numerai-tools scoring.py `tie_kept_rank__gaussianize__neutralize__variance_normalize`
 */
export function neutralGaussianRank(predictions: Frame, features: Frame): Frame {
  requireSortedIds(predictions.ids);
  return mapColumns(neutralize(mapColumns(predictions, gaussianRank), features), varianceNormalize);
}

/**
 * The feature that predictions lean on most: the one with the largest absolute correlation, the first of equals.
 *
 * @returns undefined when no feature has a correlation
 * @throws InputError `ids_mismatch`, `values_missing`, `top_bottom_too_large`
 * @see numerai/numerai-tools scoring.py `max_feature_correlation`
 */
export function maxFeatureCorrelation(
  predictions: Series,
  features: Frame,
  topBottom = 0,
): { feature: string; correlation: number } | undefined {
  let most: { feature: string; correlation: number } | undefined;
  for (const [feature, values] of features.columns) {
    const correlation = Math.abs(pearsonCorrelation({ ids: features.ids, values }, predictions, topBottom));
    if (correlation > (most?.correlation ?? -1)) most = { feature, correlation };
  }
  return most;
}
