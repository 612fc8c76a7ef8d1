import { InputError } from '../../errors.ts';
import { count } from './moments.ts';
import { columnsOf, type Indexed } from './series.ts';

/**
 * Refuses missing values, which the official functions refuse as well.
 *
 * @param what the values are, for the message
 * @throws InputError `values_missing`
 */
export function requireNumbers(values: Float64Array, what: string): void {
  const missing = values.length - count(values);
  if (missing === 0) return;
  throw new InputError('values_missing', `${missing} of ${values.length} ${what} are missing`);
}

/** @throws InputError `values_missing` when any column has a missing value */
export function requireComplete(data: Indexed, what: string): void {
  for (const values of columnsOf(data)) requireNumbers(values, what);
}
