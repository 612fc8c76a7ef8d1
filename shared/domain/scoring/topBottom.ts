import { InputError } from '../../errors.ts';
import { requireNumbers } from './requireNumbers.ts';
import { type Series, takeRows } from './series.ts';

/**
 * The `count` highest and the `count` lowest values, each sorted by id. Of equal values those further down in the
 * series count as higher.
 *
 * @throws InputError `values_missing`
 * @see numerai/numerai-tools scoring.py `filter_sort_top_bottom`
 */
export function filterSortTopBottom(series: Series, count: number): { top: Series; bottom: Series } {
  const order = ascending(series.values);
  return {
    top: takeRows(series, byId(series, order.slice(-count))),
    bottom: takeRows(series, byId(series, order.slice(0, count))),
  };
}

/**
 * Both ends together, sorted by id; where they overlap a row is there twice.
 *
 * @throws InputError `values_missing`
 * @see numerai/numerai-tools scoring.py `filter_sort_top_bottom_concat`
 */
export function filterSortTopBottomConcat(series: Series, count: number): Series {
  const order = ascending(series.values);
  return takeRows(series, byId(series, [...order.slice(-count), ...order.slice(0, count)]));
}

/**
 * Rows of both ends in ascending order, each once.
 *
 * @throws InputError `top_bottom_too_large` when the ends overlap, `values_missing`
 */
export function endRows(values: Float64Array, count: number): number[] {
  if (2 * count > values.length) {
    const message = `the top and bottom ${count} overlap: there are ${values.length} values`;
    throw new InputError('top_bottom_too_large', message);
  }
  const order = ascending(values);
  return [...order.slice(-count), ...order.slice(0, count)].sort((a, b) => a - b);
}

function ascending(values: Float64Array): number[] {
  requireNumbers(values, 'values');
  // Subtraction would give NaN for two equal infinities.
  return [...values.keys()].sort((a, b) => Number(values[a]! > values[b]!) - Number(values[a]! < values[b]!));
}

function byId({ ids }: Series, rows: number[]): number[] {
  return rows.sort((a, b) => (ids[a]! < ids[b]! ? -1 : Number(ids[a]! > ids[b]!)));
}
