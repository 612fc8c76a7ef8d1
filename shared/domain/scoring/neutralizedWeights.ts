import { dot } from './dot.ts';
import { filterSortIndex, filterSortIndexMany } from './filterSortIndex.ts';
import { gaussianRankPow15 } from './gaussianRank.ts';
import { center, weightNormalize } from './normalize.ts';
import { requireComplete, requireNumbers } from './requireNumbers.ts';
import { requireSameIds, requireSortedIds } from './requireSameIds.ts';
import { columnsOf, type Frame, mapColumns, type Series, scoreColumns } from './series.ts';

/** What turns predictions into portfolio weights. */
export interface WeightBasis {
  readonly neutralizers: Frame;
  readonly sampleWeights: Series;
}

/**
 * Predictions as weights of a portfolio that is neutral to the neutralizers.
 *
 * @param predictions over sorted ids
 * @param centerAndNormalize so that each column sums to 0 and its absolute values to 1
 * @throws InputError `values_missing`, `ids_mismatch`, `power_distorts`, `too_few_common_ids`, `ids_repeated`
 * @see numerai/numerai-tools scoring.py `generate_neutralized_weights`
 */
export function neutralizedWeights(
  predictions: Frame,
  basis: WeightBasis,
  { centerAndNormalize = false }: { readonly centerAndNormalize?: boolean } = {},
): Frame {
  requireComplete(predictions, 'predictions');
  requireComplete(basis.neutralizers, 'neutralizers');
  requireNumbers(basis.sampleWeights.values, 'sample weights');
  requireSortedIds(predictions.ids);
  const { ranked, neutralizers, weights } = aligned(mapColumns(predictions, gaussianRankPow15), basis);
  return mapColumns(ranked, (values) => {
    const neutral = neutralWeights(values, neutralizers, weights);
    return centerAndNormalize ? weightNormalize(center(neutral)) : neutral;
  });
}

function aligned(ranked: Frame, { neutralizers, sampleWeights }: WeightBasis) {
  const all = filterSortIndexMany([ranked, neutralizers, sampleWeights]);
  const [, factors, weights] = all.map(columnsOf);
  const columns = new Map([...ranked.columns.keys()].map((name, at) => [name, columnsOf(all[0]!)[at]!]));
  return { ranked: { ids: all[0]!.ids, columns }, neutralizers: factors!, weights: weights![0]! };
}

function neutralWeights(
  values: Float64Array,
  neutralizers: readonly Float64Array[],
  weights: Float64Array,
): Float64Array {
  const weighted = values.map((value, row) => value * weights[row]!);
  const exposures = neutralizers.map((factor) => dot(factor, weighted));
  return values.map((value, row) => {
    const explained = neutralizers.reduce((sum, factor, at) => sum + factor[row]! * exposures[at]!, 0);
    return (value - explained) * weights[row]!;
  });
}

/**
 * Numerai's alpha of each column of the predictions: the mean product of its portfolio weights and the centred
 * targets.
 *
 * @throws InputError as `neutralizedWeights`
 * @see numerai/numerai-tools scoring.py `alpha`
 */
export function alpha(predictions: Frame, basis: WeightBasis, targets: Series): Map<string, number> {
  const centred = { ids: targets.ids, values: center(targets.values) };
  const [known, target] = filterSortIndex(predictions, centred);
  const weights = neutralizedWeights(known, basis);
  requireSameIds(weights.ids, target.ids);
  return scoreColumns(weights, (values) => dot(values, target.values) / target.values.length);
}
