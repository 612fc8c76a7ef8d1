import type { Column, Table } from '../domain/table.ts';
import { InputError } from '../errors.ts';
import { describeMissing } from './missingNames.ts';

/**
 * A model's input: one column per feature, in training order, taken from a table by name.
 *
 * @param features `manifest.features`
 * @returns the table's own columns, not copies; missing values stay NaN or null
 * @throws InputError `missing_features` with the missing names and the nearest ones the table has
 */
export function featureMatrix(features: readonly { readonly name: string }[], table: Table): Column[] {
  const missing = features.map(({ name }) => name).filter((name) => !table.columns.has(name));
  if (missing.length === 0) return features.map(({ name }) => table.columns.get(name)!);
  const lacks = describeMissing(missing, [...table.columns.keys()]);
  throw new InputError(
    'missing_features',
    `the table lacks ${missing.length} of the model's ${features.length} features: ${lacks}`,
  );
}
