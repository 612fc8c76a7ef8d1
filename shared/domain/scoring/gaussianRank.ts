import { tieKeptRank } from '../ranks.ts';
import { normPpf } from './normPpf.ts';
import { power } from './power.ts';

/** CORR looks more at the ends than Pearson's correlation alone does. */
export const CORR_EXPONENT = 1.5;

/**
 * Ranks as the normal distribution's quantiles: about mean 0 and standard deviation 1, only the order matters.
 *
 * @returns NaN where the input is NaN
 * @see numerai/numerai-tools scoring.py `gaussian(tie_kept_rank(…))`
 */
export function gaussianRank(values: Float64Array): Float64Array {
  return tieKeptRank(values).map(normPpf);
}

/**
 * Predictions as CORR compares them with the target.
 *
 * @throws InputError `values_missing`, `power_distorts`
 * @see numerai/numerai-tools scoring.py `tie_kept_rank__gaussianize__pow_1_5`
 */
export function gaussianRankPow15(values: Float64Array): Float64Array {
  return power(gaussianRank(values), CORR_EXPONENT);
}
