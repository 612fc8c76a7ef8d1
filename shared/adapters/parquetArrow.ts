import { Table as ArrowTable, Field, makeData, RecordBatch, Schema, Struct } from 'apache-arrow';
import type { Table } from '../domain/table.ts';
import { InputError } from '../errors.ts';
import { type StoredAs, toVector } from './parquetVectors.ts';

export interface ArrowOptions {
  /** By column name; without an entry a number is a double and a time a timestamp in milliseconds. */
  readonly as?: Readonly<Record<string, StoredAs>>;
  /** Store NaN in number columns as NaN; by default it is null. */
  readonly keepNaN?: boolean;
}

/**
 * A table as one Arrow batch, every column nullable.
 *
 * @throws InputError `ragged_table`
 */
export function toArrow(table: Table, { as = {}, keepNaN = false }: ArrowOptions): ArrowTable {
  const vectors = [...table.columns].map(([name, column]) => {
    if (column.values.length === table.rows) return toVector(column, as[name], keepNaN);
    const message = `column "${name}" has ${column.values.length} values, the table ${table.rows} rows`;
    throw new InputError('ragged_table', message);
  });
  const fields = [...table.columns.keys()].map((name, i) => new Field(name, vectors[i]!.type, true));
  const children = vectors.map((vector) => vector.data[0]!);
  const data = makeData({ type: new Struct(fields), length: table.rows, nullCount: 0, children });
  return new ArrowTable(new RecordBatch(new Schema(fields), data));
}
