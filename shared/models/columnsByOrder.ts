import type { Column, Table } from '../domain/table.ts';
import { InputError } from '../errors.ts';

/** Columns that tell the rows apart and are no features. */
const IDENTITIES: readonly string[] = ['symbol', 'ucid', 'date', 'id'];
/** More names than this do not help anybody who reads the message. */
const NAMED = 10;

/** A name that is no feature's, whatever the model. */
export function isIdentity(name: string): boolean {
  return IDENTITIES.includes(name);
}

/**
 * The input of a model that names none of its features: every column of the table that is no identity, in file order.
 *
 * @param besides further columns that are no features
 * @throws InputError `feature_shape` when they are not as many as the model's features
 */
export function columnsByOrder(
  featureCount: number,
  table: Table,
  besides: readonly string[] = [],
): Column[] {
  const names = [...table.columns.keys()].filter((name) => !isIdentity(name) && !besides.includes(name));
  if (names.length === featureCount) return names.map((name) => table.columns.get(name)!);
  const named = `${names.slice(0, NAMED).join(', ')}${names.length > NAMED ? ', …' : ''}`;
  const others = [...IDENTITIES, ...besides].join(', ');
  throw new InputError(
    'feature_shape',
    `the model names none of its ${featureCount} features, and the table has ${names.length} columns besides ${others}: ${named}`,
  );
}
