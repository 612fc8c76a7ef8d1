import * as z from 'zod';
import type { Column } from '../domain/table.ts';

/** JSON has no NaN, infinity or negative zero: NaN is null, the others are text. */
const SPECIAL = ['Infinity', '-Infinity', '-0'] as const;

/** A number as a manifest holds it. */
export const NumberCell = z.union([z.number(), z.null(), z.enum(SPECIAL)]);
type NumberCell = z.infer<typeof NumberCell>;

/** A feature as a manifest holds it: a number, or the text of a text column. */
export const FeatureCell = z.union([NumberCell, z.string()]);
type FeatureCell = z.infer<typeof FeatureCell>;

export function toNumberCell(value: number): NumberCell {
  if (Number.isNaN(value)) return null;
  if (Object.is(value, -0)) return '-0';
  return Number.isFinite(value) ? value : value > 0 ? 'Infinity' : '-Infinity';
}

export function fromNumberCell(cell: NumberCell): number {
  return cell === null ? NaN : Number(cell);
}

export function toFeatureCell(column: Column, row: number): FeatureCell {
  return column.kind === 'text' ? (column.values[row] ?? null) : toNumberCell(column.values[row]!);
}

/** A column of numbers, unless one of the cells is plain text. */
export function fromFeatureCells(cells: readonly FeatureCell[]): Column {
  if (cells.some(isText))
    return { kind: 'text', values: cells.map((cell) => (cell === null ? null : String(cell))) };
  return { kind: 'number', values: Float64Array.from(cells, (cell) => (cell === null ? NaN : Number(cell))) };
}

function isText(cell: FeatureCell): boolean {
  return typeof cell === 'string' && !(SPECIAL as readonly string[]).includes(cell);
}
