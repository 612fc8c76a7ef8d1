import { InputError } from '../../errors.ts';
import { columnSpace, takeAway } from './columnSpace.ts';
import { isConstant } from './moments.ts';
import { requireComplete } from './requireNumbers.ts';
import { requireSameIds } from './requireSameIds.ts';
import { type Frame, mapColumns } from './series.ts';

/** Directions of the neutralizers with a smaller singular value, relative to the largest, are noise. */
const RCOND = 1e-6;

/**
 * Each column without the share `proportion` of what the neutralizers and a constant explain of it, by minimum-norm
 * least squares. Any number of neutralizers, dependent ones included.
 *
 * @param proportion 1 takes all of it, 0 nothing
 * @returns a constant column becomes NaN
 * @throws InputError `ids_mismatch` unless both have the same ids in the same order, `values_missing`
 * @see numerai/numerai-tools scoring.py `neutralize`
 */
export function neutralize(predictions: Frame, neutralizers: Frame, proportion = 1): Frame {
  requireComplete(predictions, 'predictions');
  requireComplete(neutralizers, 'neutralizers');
  requireSameIds(predictions.ids, neutralizers.ids);
  const explained = neutralizerSpace([...neutralizers.columns.values()], predictions.ids.length);
  return mapColumns(predictions, (values) => withoutExplained(values, explained, proportion));
}

/**
 * The directions that neutralising takes out of predictions: what the neutralizers and a constant span.
 *
 * @param neutralizers each `rows` long, without missing values
 * @throws InputError `values_missing` for an infinite value
 */
export function neutralizerSpace(neutralizers: readonly Float64Array[], rows: number): Float64Array[] {
  if (!neutralizers.every((values) => values.every(Number.isFinite))) {
    throw new InputError('values_missing', 'the neutralizers hold values that are not finite');
  }
  return columnSpace([...neutralizers, new Float64Array(rows).fill(1)], RCOND);
}

/**
 * One column without the share `proportion` of its part in the space.
 *
 * @param space of `neutralizerSpace`
 * @returns all NaN for a constant
 */
export function withoutExplained(
  values: Float64Array,
  space: readonly Float64Array[],
  proportion: number,
): Float64Array {
  if (isConstant(values)) return new Float64Array(values.length).fill(Number.NaN);
  const rest = values.slice();
  // One after the other, each from what the ones before have left, keeps the rounding small.
  for (const direction of space) takeAway(rest, direction);
  return values.map((value, row) => value - proportion * (value - rest[row]!));
}
