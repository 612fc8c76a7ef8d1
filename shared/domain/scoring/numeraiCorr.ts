import { pearsonCorrelation } from './correlation.ts';
import { filterSortIndex, MAX_FILTERED_RATIO } from './filterSortIndex.ts';
import { CORR_EXPONENT, gaussianRankPow15 } from './gaussianRank.ts';
import { center } from './normalize.ts';
import { power } from './power.ts';
import { type Frame, type Series, scoreColumns } from './series.ts';

export interface CorrOptions {
  /** Share of the rows of either side that may be without a partner; 0.2. */
  readonly maxFilteredRatio?: number;
  /** Only the so many highest and lowest predictions. */
  readonly topBottom?: number;
  /** False for returns in place of targets: they are taken as they are. */
  readonly targetPow15?: boolean;
}

/**
 * Numerai's CORR of each column of the predictions, over the ids that have a value in every column and a target.
 * The target is centred before ids are dropped.
 *
 * @returns by column; NaN for constant predictions or a constant target
 * @throws InputError `too_few_common_ids`, `ids_repeated`, `power_distorts`, `top_bottom_too_large`
 * @see numerai/numerai-tools scoring.py `numerai_corr`
 */
export function numeraiCorr(
  predictions: Frame,
  targets: Series,
  options: CorrOptions = {},
): Map<string, number> {
  const { maxFilteredRatio = MAX_FILTERED_RATIO, topBottom, targetPow15 = true } = options;
  const centred = { ids: targets.ids, values: center(targets.values) };
  const [target, known] = filterSortIndex(centred, predictions, maxFilteredRatio);
  const values = targetPow15 ? power(target.values, CORR_EXPONENT) : target.values;
  return scoreColumns(known, (column) => {
    const shaped = { ids: known.ids, values: gaussianRankPow15(column) };
    return pearsonCorrelation({ ids: target.ids, values }, shaped, topBottom);
  });
}
