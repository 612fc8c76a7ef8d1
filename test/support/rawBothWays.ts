import type { Column } from '../../shared/domain/table.ts';
import type { Model, RawOptions } from '../../shared/models/model.ts';

const FEW = 10;
/** So many that the kernel takes over, for all but the largest trees. */
const MANY = 4096;

/** What a model predicts from. */
interface Rows {
  readonly columns: readonly Column[];
  readonly rows: number;
  readonly options?: RawOptions;
}

/**
 * Raw scores of a model that was not asked for any yet: few rows at a time, which walks the trees as they are until the
 * kernel is worth it, and for the same rows again and again in one go, which the kernel does.
 */
export async function rawBothWays(
  model: Model,
  { columns, rows, options }: Rows,
): Promise<{ byFews: number[]; atOnce: number[] }> {
  const byFews: number[] = [];
  const whole = Array.from({ length: rows }, (_, row) => row);
  for (let row = 0; row < rows; row += FEW) {
    const few = whole.slice(row, row + FEW);
    byFews.push(...(await model.raw(rowsOf(columns, few), few.length, options)));
  }
  const many = Array.from({ length: MANY }, (_, i) => i % rows);
  const all = await model.raw(rowsOf(columns, [...many, ...whole]), MANY + rows, options);
  return { byFews, atOnce: [...all.subarray(MANY * model.outputs)] };
}

function rowsOf(columns: readonly Column[], rows: readonly number[]): Column[] {
  return columns.map((column): Column => {
    if (column.kind === 'text') return { ...column, values: rows.map((row) => column.values[row]!) };
    return { ...column, values: Float64Array.from(rows, (row) => column.values[row]!) };
  });
}
