import { InputError } from '../errors.ts';
import { gaussianRank } from './scoring/gaussianRank.ts';
import { mean } from './scoring/moments.ts';
import { neutralizerSpace, withoutExplained } from './scoring/neutralize.ts';

export interface Neutralizing {
  /** By name, each as long as the values; NaN where missing. */
  readonly features: ReadonlyMap<string, Float64Array>;
  /** 0 … 1; 1 takes out all that the features explain. */
  readonly proportion: number;
}

/** What varies less than this, relative to its size, is a constant with rounding errors. */
const ROUNDING = 1e-9;

/**
 * Values ranked, gaussianised and freed from what the features explain of them: what Numerai itself does before it
 * scores feature-neutral correlation, over the rows that have a value. A missing cell of a feature counts as the mean
 * of its column, and so pulls in no direction; a feature that is missing in every row has no influence.
 *
 * @returns still to be ranked; in standard deviations of the normal distribution; NaN where the value is NaN, and
 *   everywhere when all values are equal
 * @throws InputError `values_missing` when a feature holds an infinite value
 * @see numerai/numerai-tools scoring.py `tie_kept_rank__gaussianize__neutralize__variance_normalize`; its last step
 *   changes no rank
 */
export function neutralRanks(values: Float64Array, { features, proportion }: Neutralizing): Float64Array {
  const isKnown = (_: number, row: number) => !Number.isNaN(values[row]!);
  const gaussian = gaussianRank(values).filter(isKnown);
  const neutralizers = [...features].map(([name, feature]) => balanced(name, feature.filter(isKnown)));
  const rest = withoutExplained(gaussian, neutralizerSpace(neutralizers, gaussian.length), proportion);
  let next = 0;
  return values.map((value) => (Number.isNaN(value) ? value : rest[next++]!));
}

/**
 * Around 0 and at most 1 in size, 0 where missing. Takes out the same as the column itself, except that a column of
 * small numbers would be lost beside one of large numbers: directions below a millionth of the largest are noise.
 */
function balanced(name: string, column: Float64Array): Float64Array {
  if (column.some((value) => Math.abs(value) === Infinity)) {
    throw new InputError('values_missing', `the feature ${name} holds infinite values`);
  }
  const middle = mean(column) || 0;
  const centred = column.map((value) => (Number.isNaN(value) ? 0 : value - middle));
  const reach = centred.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return reach > ROUNDING * Math.abs(middle) ? centred.map((value) => value / reach) : centred.fill(0);
}
