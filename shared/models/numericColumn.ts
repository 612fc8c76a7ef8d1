import type { Column } from '../domain/table.ts';
import { InputError } from '../errors.ts';
import type { Levels } from './pandasLevels.ts';

/**
 * A feature's column as the numbers the trees were trained on; NaN is missing. A feature with levels becomes the
 * place of each value in them, NaN where it is none of them.
 *
 * @throws InputError `feature_shape` for text or times where the model has numbers
 */
export function numericColumn(column: Column, levels: Levels | undefined, feature: string): Float64Array {
  if (levels && column.kind !== 'time') return places(column, levels);
  if (column.kind === 'number') return column.values;
  if (column.kind === 'text' && column.values.every((value) => value === null)) {
    return new Float64Array(column.values.length).fill(NaN);
  }
  const found = column.kind === 'time' ? 'times' : 'text';
  throw new InputError('feature_shape', `${feature} holds ${found} where the model was trained on numbers`);
}

function places(column: Exclude<Column, { kind: 'time' }>, levels: Levels): Float64Array {
  const codes = new Map<string | number, number>();
  levels.forEach((level, code) => {
    for (const key of spellings(level, column.kind)) if (!codes.has(key)) codes.set(key, code);
  });
  const code = (value: string | number | null) => (value === null ? NaN : (codes.get(value) ?? NaN));
  return Float64Array.from<string | number | null>(column.values, code);
}

/** The values of a column of that kind which mean the level. */
function spellings(level: Levels[number], kind: 'text' | 'number'): (string | number)[] {
  if (kind === 'number') return typeof level === 'string' ? [] : [Number(level)];
  if (typeof level === 'boolean') return level ? ['True', 'true'] : ['False', 'false'];
  return [String(level)];
}
