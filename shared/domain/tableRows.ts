import type { Column, Table } from './table.ts';

/** Rows of a table, end exclusive. */
export interface RowRange {
  readonly start: number;
  readonly end: number;
}

export function sliceTable(table: Table, { start, end }: RowRange): Table {
  const columns = [...table.columns].map(([name, column]): [string, Column] => {
    if (column.kind === 'text') return [name, { kind: 'text', values: column.values.slice(start, end) }];
    return [name, { kind: column.kind, values: column.values.slice(start, end) }];
  });
  return { rows: end - start, columns: new Map(columns) };
}

/** The rows of a column that are named, in that order. */
export function pickRows(column: Column, rows: readonly number[]): Column {
  if (column.kind === 'text') return { kind: 'text', values: rows.map((row) => column.values[row]!) };
  return { kind: column.kind, values: Float64Array.from(rows, (row) => column.values[row]!) };
}

/** Tables of the same columns, one below the other. */
export function stackTables(parts: readonly Table[]): Table {
  const [first] = parts;
  if (!first || parts.length === 1) return first ?? { rows: 0, columns: new Map() };
  const columns = [...first.columns.keys()].map((name): [string, Column] => {
    return [name, stackColumns(parts.map((part) => part.columns.get(name)!))];
  });
  return { rows: parts.reduce((sum, part) => sum + part.rows, 0), columns: new Map(columns) };
}

function stackColumns(parts: readonly Column[]): Column {
  const [first] = parts;
  if (first?.kind === 'text') {
    return { kind: 'text', values: parts.flatMap((part) => (part.kind === 'text' ? part.values : [])) };
  }
  const stacked = new Float64Array(parts.reduce((sum, { values }) => sum + values.length, 0));
  let at = 0;
  for (const part of parts) {
    if (part.kind === 'text') continue;
    stacked.set(part.values, at);
    at += part.values.length;
  }
  return { kind: first?.kind ?? 'number', values: stacked };
}
