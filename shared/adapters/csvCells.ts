import type { Column } from '../domain/table.ts';

/**
 * Cells that `pandas.read_csv` takes as missing by default, quoted or not.
 *
 * @see pandas/_libs/parsers.pyx `STR_NA_VALUES`
 */
const MISSING: ReadonlySet<string> = new Set([
  '',
  '#N/A',
  '#N/A N/A',
  '#NA',
  '-1.#IND',
  '-1.#QNAN',
  '-NaN',
  '-nan',
  '1.#IND',
  '1.#QNAN',
  '<NA>',
  'N/A',
  'NA',
  'NULL',
  'NaN',
  'None',
  'n/a',
  'nan',
  'null',
]);
const NUMBER = /^[ \t]*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?[ \t]*$/;
const INFINITE = /^([+-]?)inf(?:inity)?$/i;
const BOOLEAN: ReadonlyMap<string, number> = new Map([
  ...['True', 'TRUE', 'true'].map((word) => [word, 1] as const),
  ...['False', 'FALSE', 'false'].map((word) => [word, 0] as const),
]);

export function isMissing(cell: string): boolean {
  return MISSING.has(cell);
}

/** Cells as text, null where missing. */
export function textCells(cells: readonly string[]): Column {
  return { kind: 'text', values: cells.map((cell) => (MISSING.has(cell) ? null : cell)) };
}

/**
 * Cells as pandas types a column: numbers when every cell that is not missing is one, or every cell a boolean;
 * otherwise text, the numbers among them too.
 */
export function typedCells(cells: readonly string[]): Column {
  const values = numbers(cells) ?? booleans(cells);
  return values ? { kind: 'number', values } : textCells(cells);
}

/** The double nearest to each decimal, NaN where missing; undefined as soon as a cell is something else. */
function numbers(cells: readonly string[]): Float64Array | undefined {
  const values = new Float64Array(cells.length);
  for (let i = 0; i < cells.length; i++) {
    const cell = cells[i]!;
    if (NUMBER.test(cell)) {
      values[i] = Number(cell);
      continue;
    }
    const sign = MISSING.has(cell) ? undefined : INFINITE.exec(cell)?.[1];
    if (sign === undefined && !MISSING.has(cell)) return undefined;
    values[i] = sign === undefined ? Number.NaN : sign === '-' ? -Infinity : Infinity;
  }
  return values;
}

/** pandas has no missing booleans: with one cell missing the column is text. */
function booleans(cells: readonly string[]): Float64Array | undefined {
  if (!cells.every((cell) => BOOLEAN.has(cell))) return undefined;
  return Float64Array.from(cells, (cell) => BOOLEAN.get(cell)!);
}
