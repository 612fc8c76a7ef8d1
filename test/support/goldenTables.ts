import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Column } from '../../shared/domain/table.ts';

const folder = resolve(import.meta.dirname, '../golden/tables');

/** A column as `test/golden/tables/make.py` spells it: what JSON cannot hold is a word. */
export interface SpelledColumn {
  readonly kind: Column['kind'];
  readonly values: readonly (string | number | null)[];
}

export function goldenTable(file: string): Uint8Array {
  return readFileSync(resolve(folder, file));
}

export function goldenJson<T>(file: string): T {
  return JSON.parse(readFileSync(resolve(folder, file), 'utf8'));
}

/** Our columns in that spelling, so that a difference prints as one. */
export function spelled(columns: ReadonlyMap<string, Column>): Record<string, SpelledColumn> {
  return Object.fromEntries(
    [...columns].map(([name, { kind, values }]) => [name, { kind, values: [...values].map(spell) }]),
  );
}

function spell(value: string | number | null): string | number | null {
  if (typeof value !== 'number') return value;
  return Object.is(value, -0) ? '-0' : Number.isFinite(value) ? value : String(value);
}
