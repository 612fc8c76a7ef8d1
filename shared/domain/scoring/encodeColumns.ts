import type { Column } from '../table.ts';

/** Columns of keys as whole numbers: the place of each key in the sorted list of all keys. */
export interface Encoded {
  readonly keys: readonly string[];
  /** One per column; -1 where a row has no key. */
  readonly codes: readonly Int32Array[];
}

/** Turns a cell into a key; undefined where it is none. */
export type KeyOf = (cell: string | number, kind: Column['kind']) => string | undefined;

/**
 * Encodes columns with one common list of keys. Keys that are numbers are sorted as numbers. Linear in the rows:
 * only distinct cells are turned into keys and sorted.
 */
export function encodeColumns(columns: readonly Column[], keyOf: KeyOf): Encoded {
  const codeOfKey = new Map<string, number>();
  const codes = columns.map((column) => encode(column, keyOf, codeOfKey));
  const keys = [...codeOfKey.keys()].sort(compareKeys);
  const place = new Int32Array(keys.length);
  for (const [at, key] of keys.entries()) place[codeOfKey.get(key)!] = at;
  return { keys, codes: codes.map((column) => column.map((code) => (code < 0 ? -1 : place[code]!))) };
}

function encode(column: Column, keyOf: KeyOf, codeOfKey: Map<string, number>): Int32Array {
  const { values, kind } = column;
  const codeOfCell = new Map<string | number | null, number>();
  const codes = new Int32Array(values.length);
  for (let row = 0; row < codes.length; row++) {
    const cell = values[row]!;
    let code = codeOfCell.get(cell);
    if (code === undefined) {
      code = codeFor(cell, (known) => keyOf(known, kind), codeOfKey);
      codeOfCell.set(cell, code);
    }
    codes[row] = code;
  }
  return codes;
}

function codeFor(
  cell: string | number | null,
  keyOf: (cell: string | number) => string | undefined,
  codeOfKey: Map<string, number>,
): number {
  const key = cell === null || Number.isNaN(cell) ? undefined : keyOf(cell);
  if (key === undefined) return -1;
  const code = codeOfKey.get(key) ?? codeOfKey.size;
  codeOfKey.set(key, code);
  return code;
}

function compareKeys(a: string, b: string): number {
  return Number(a) - Number(b) || (a < b ? -1 : Number(a > b));
}
