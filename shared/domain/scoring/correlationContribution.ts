import { dot } from './dot.ts';
import { filterSortIndex } from './filterSortIndex.ts';
import { gaussianRank } from './gaussianRank.ts';
import { center } from './normalize.ts';
import { orthogonalize } from './orthogonalize.ts';
import { type Frame, type Series, scoreColumns } from './series.ts';
import { endRows } from './topBottom.ts';

/** Targets in five steps from 0 to 1 become -2 to 2 when they are centred. */
const TARGET_STEPS = 4;

/** What predictions are compared with. */
export interface Reference {
  readonly metaModel: Series;
  readonly targets: Series;
}

/**
 * Numerai's MMC of each column of the predictions: the covariance with the target of what the Meta Model does not
 * already say. Targets are multiplied by 4 when all lie in [0, 1].
 *
 * @param topBottom only the so many highest and lowest of the orthogonalised predictions
 * @returns by column; 0 for constant predictions, NaN for a constant Meta Model
 * @throws InputError `too_few_common_ids`, `ids_repeated`, `top_bottom_too_large`
 * @see numerai/numerai-tools scoring.py `correlation_contribution`
 */
export function correlationContribution(
  predictions: Frame,
  reference: Reference,
  topBottom = 0,
): Map<string, number> {
  // In the library's order: what a pair may lose is a share of what the pair before has left.
  const [metaWithin, predicted] = filterSortIndex(reference.metaModel, predictions);
  const [targets, known] = filterSortIndex(reference.targets, predicted);
  const [, metaModel] = filterSortIndex(targets, metaWithin);
  const meta = gaussianRank(metaModel.values);
  const target = center(inSteps(targets.values));
  return scoreColumns(known, (values) => {
    const own = orthogonalize(gaussianRank(values), meta);
    return topBottom > 0 ? endsCovariance(target, own, topBottom) : dot(target, own) / target.length;
  });
}

function inSteps(targets: Float64Array): Float64Array {
  const withinZeroAndOne = targets.every((value) => value >= 0 && value <= 1);
  return withinZeroAndOne ? targets.map((value) => value * TARGET_STEPS) : targets;
}

function endsCovariance(target: Float64Array, own: Float64Array, count: number): number {
  return endRows(own, count).reduce((sum, row) => sum + target[row]! * own[row]!, 0) / (2 * count);
}
