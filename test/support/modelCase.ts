import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'csv-parse/sync';
import type { Column } from '../../shared/domain/table.ts';

/** A model file with inputs and what the library that wrote it predicts for them. */
export interface ModelCase {
  readonly model: Uint8Array;
  readonly filename: string;
  /** In training order. */
  readonly names: readonly string[];
  readonly columns: readonly Column[];
  readonly rows: number;
  /** Column by name: `prediction`, `raw`, or `prediction_0`, `raw_0`, … */
  readonly expected: ReadonlyMap<string, Float64Array>;
}

const golden = resolve(import.meta.dirname, '../golden');

/** Case folders inside `folder` whose name begins with one of the prefixes. */
export function caseFolders(folder: string, prefixes: readonly string[]): string[] {
  return readdirSync(folder)
    .filter((name) => prefixes.some((prefix) => name.startsWith(prefix)))
    .map((name) => resolve(folder, name));
}

export function goldenFolder(...path: string[]): string {
  return resolve(golden, ...path);
}

/** Reads `inputs.csv`, `expected.csv` and the model file, `model.txt` or `model.txt.gz` unless named. */
export function modelCase(folder: string, model?: string): ModelCase {
  const filename = model ?? (existsSync(resolve(folder, 'model.txt')) ? 'model.txt' : 'model.txt.gz');
  const inputs = csv(resolve(folder, 'inputs.csv'));
  return {
    model: readFileSync(resolve(folder, filename)),
    filename,
    names: inputs.names,
    columns: inputs.cells.map(column),
    rows: inputs.cells[0]?.length ?? 0,
    expected: expectedOf(folder),
  };
}

function expectedOf(folder: string): ModelCase['expected'] {
  const { names, cells } = csv(resolve(folder, 'expected.csv'));
  return new Map(names.map((name, i) => [name, Float64Array.from(cells[i]!, Number)]));
}

/** The expected values of all outputs, row by row. */
export function expectedRows(expected: ModelCase['expected'], name: string, outputs: number): Float64Array {
  const columns = Array.from(
    { length: outputs },
    (_, k) => expected.get(outputs > 1 ? `${name}_${k}` : name)!,
  );
  return Float64Array.from({ length: outputs * columns[0]!.length }, (_, i) => {
    return columns[i % outputs]![Math.floor(i / outputs)]!;
  });
}

function csv(path: string): { names: string[]; cells: string[][] } {
  const [names = [], ...rows] = parse(readFileSync(path)) as string[][];
  return { names, cells: names.map((_, i) => rows.map((row) => row[i]!)) };
}

/** Numbers where every cell is one; an empty cell is missing. */
function column(cells: string[]): Column {
  const isNumber = (cell: string) => cell === '' || cell === 'NaN' || !Number.isNaN(Number(cell));
  if (cells.every(isNumber)) {
    return { kind: 'number', values: Float64Array.from(cells, (cell) => (cell === '' ? NaN : Number(cell))) };
  }
  return { kind: 'text', values: cells.map((cell) => (cell === '' ? null : cell)) };
}
