import { InputError } from '../../errors.ts';
import { type Column, numberColumn, type Table } from '../table.ts';

/** What a table is in a score. */
export type ScoringRole = 'predictions' | 'targets' | 'metaModel';

/** A table of a score, and what it is. */
export interface ScoringTable {
  readonly role: ScoringRole;
  readonly table: Table;
}

/** Names that decide when a table has several columns of numbers. */
const USUAL: Readonly<Record<ScoringRole, readonly string[]>> = {
  predictions: ['prediction', 'signal'],
  targets: ['target'],
  metaModel: ['prediction', 'signal', 'meta_model'],
};
/** Keys, and the index columns that pandas writes. */
const NO_VALUES = /^(symbol|id|ucid|date|Unnamed: \d+|__index_level_\d+__)$/;

/**
 * The one column of numbers beside the keys; of several the one with the usual name.
 *
 * @throws InputError `score_column_unclear`
 */
export function valueColumn({ role, table }: ScoringTable): Float64Array {
  const candidates = [...table.columns].flatMap(([name, column]) =>
    column.kind === 'number' && !NO_VALUES.test(name) ? [name] : [],
  );
  const usual = candidates.filter((name) => USUAL[role].includes(name));
  const [name, ...others] = candidates.length > 1 ? usual : candidates;
  if (name !== undefined && others.length === 0) return numberColumn(table, name);
  const found = candidates.length === 0 ? `none; its columns are: ${names(table)}` : candidates.join(', ');
  throw unclear(role, `needs one column of numbers and has ${found}`);
}

/**
 * The column that says which token a row is of, in every table the same: `symbol`, or `id` when one lacks `symbol`.
 *
 * @throws InputError `score_column_unclear`
 */
export function keyColumns(tables: readonly ScoringTable[]): Column[] {
  const key = ['symbol', 'id'].find((name) => tables.every(({ table }) => table.columns.has(name)));
  if (key !== undefined) return tables.map(({ table }) => table.columns.get(key)!);
  const { role, table } = tables.find((one) => !one.table.columns.has('symbol'))!;
  throw unclear(
    role,
    `has no column "symbol", nor have all tables a column "id"; its columns are: ${names(table)}`,
  );
}

function names(table: Table): string {
  return [...table.columns.keys()].join(', ') || 'none';
}

function unclear(role: ScoringRole, problem: string): InputError {
  return new InputError('score_column_unclear', `the table of the ${ROLE_NAMES[role]} ${problem}`);
}

/** For messages. */
export const ROLE_NAMES: Readonly<Record<ScoringRole, string>> = {
  predictions: 'predictions',
  targets: 'targets',
  metaModel: 'Meta Model',
};
