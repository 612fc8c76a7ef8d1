import type { Column, Table } from '../../shared/domain/table.ts';

/** A table from plain columns: numbers, times (as `Date`) or text, null where missing. */
export function columnTable(
  columns: Readonly<Record<string, readonly (string | number | Date | null)[]>>,
): Table {
  const built = Object.entries(columns).map(([name, cells]) => [name, columnOf(cells)] as const);
  return { rows: Object.values(columns)[0]?.length ?? 0, columns: new Map(built) };
}

function columnOf(cells: readonly (string | number | Date | null)[]): Column {
  const example = cells.find((cell) => cell !== null);
  if (typeof example === 'number') return { kind: 'number', values: numbers(cells) };
  if (typeof example === 'object') return { kind: 'time', values: numbers(cells) };
  return { kind: 'text', values: cells as readonly (string | null)[] };
}

function numbers(cells: readonly (string | number | Date | null)[]): Float64Array {
  return Float64Array.from(cells, (cell) => (cell === null ? Number.NaN : Number(cell)));
}
