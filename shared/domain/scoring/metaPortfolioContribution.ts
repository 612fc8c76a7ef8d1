import { InputError } from '../../errors.ts';
import { dot } from './dot.ts';
import { filterSortIndex } from './filterSortIndex.ts';
import { neutralizedWeights, type WeightBasis } from './neutralizedWeights.ts';
import { center, weightNormalize } from './normalize.ts';
import { orthogonalize } from './orthogonalize.ts';
import { requireSameIds } from './requireSameIds.ts';
import type { Frame, Series } from './series.ts';
import { columnsNamed } from './stakeWeight.ts';

const SCALE = 50;
/** numpy.isclose with its defaults. */
const CLOSE_TO_ONE = 1e-5 + 1e-8;

/**
 * How much the stake-weighted portfolio of all models would gain from more stake on each one.
 *
 * @param predictions one column per model
 * @param stakes by column name, not negative; a missing one is 0
 * @returns by model, in the order of the stakes
 * @throws InputError `stakes_invalid` when they do not sum to a positive number or one is negative,
 *   `missing_column`, and those of `neutralizedWeights`
 * @see numerai/numerai-tools scoring.py `meta_portfolio_contribution`
 */
export function metaPortfolioContribution(
  predictions: Frame,
  stakes: Series,
  { targets, ...basis }: WeightBasis & { readonly targets: Series },
): Map<string, number> {
  const [known, target] = filterSortIndex(predictions, targets);
  const centredTarget = center(target.values);
  const shares = stakeShares(stakes.values);
  const weights = neutralizedWeights(known, basis);
  requireSameIds(weights.ids, target.ids);
  const centred = columnsNamed(weights, stakes).map(center);
  const portfolio = center(weightedSum(centred, shares));
  const size = Math.sqrt(dot(portfolio, portfolio));
  const contributions = centred.map((values, at): [string, number] => {
    const own = orthogonalize(values, portfolio);
    return [String(stakes.ids[at]), dot(own, centredTarget) / size / SCALE];
  });
  return new Map(contributions);
}

function stakeShares(stakes: Float64Array): Float64Array {
  const shares = weightNormalize(stakes.map((stake) => stake || 0));
  const sum = shares.reduce((all, share) => all + share, 0);
  if (Math.abs(sum - 1) <= CLOSE_TO_ONE) return shares;
  throw new InputError('stakes_invalid', `the shares of the stakes sum to ${sum}, not to 1`);
}

function weightedSum(columns: readonly Float64Array[], weights: Float64Array): Float64Array {
  const first = new Float64Array(columns[0]?.length ?? 0);
  return first.map((_, row) => columns.reduce((sum, values, at) => sum + values[row]! * weights[at]!, 0));
}
