import type { Column, Table } from '../domain/table.ts';
import { InputError } from '../errors.ts';
import { nearestNames } from './nearestNames.ts';

/** More names than this do not help anybody who reads the message. */
const NAMED = 10;

/**
 * A model's input: one column per feature, in training order, taken from a table by name.
 *
 * @param features `manifest.features`
 * @returns the table's own columns, not copies; missing values stay NaN or null
 * @throws InputError `missing_features` with the missing names and the nearest ones the table has
 */
export function featureMatrix(features: readonly { readonly name: string }[], table: Table): Column[] {
  const missing = features.filter(({ name }) => !table.columns.has(name));
  if (missing.length > 0) throw missingFeatures(features.length, missing, [...table.columns.keys()]);
  return features.map(({ name }) => table.columns.get(name)!);
}

function missingFeatures(total: number, missing: readonly { name: string }[], present: string[]): InputError {
  const named = missing.slice(0, NAMED).map(({ name }) => {
    const near = nearestNames(name, present);
    return near.length > 0 ? `${name} (nearest: ${near.join(', ')})` : name;
  });
  const more = missing.length > NAMED ? ` and ${missing.length - NAMED} more` : '';
  return new InputError(
    'missing_features',
    `the table lacks ${missing.length} of the model's ${total} features: ${named.join('; ')}${more}`,
  );
}
