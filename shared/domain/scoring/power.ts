import { InputError } from '../../errors.ts';
import { isConstant } from './moments.ts';
import { pearson } from './pearson.ts';
import { requireNumbers } from './requireNumbers.ts';

const MIN_CORRELATION = 0.9;

/**
 * Each value to the power `exponent`, its sign kept: stretches the ends. A constant stays one.
 *
 * @throws InputError `values_missing`; `power_distorts` when the result is correlated less than 0.9 with the
 *   input, or there is only one value
 * @see numerai/numerai-tools scoring.py `power`
 */
export function power(values: Float64Array, exponent: number): Float64Array {
  requireNumbers(values, 'values');
  const raised = values.map((value) => Math.sign(value) * Math.abs(value) ** exponent);
  if (values.length > 1 && isConstant(raised)) return raised;
  const correlation = pearson(raised, values);
  if (correlation >= MIN_CORRELATION) return raised;
  const found = values.length < 2 ? 'undefined' : correlation.toFixed(3);
  const message = `${values.length} values and their power ${exponent} have the correlation ${found}, at least ${MIN_CORRELATION} is required`;
  throw new InputError('power_distorts', message);
}
