import * as z from 'zod';
import type { Column } from '../domain/table.ts';
import { InputError } from '../errors.ts';
import type { Model } from './model.ts';

/** JSON has no NaN, infinity or negative zero: NaN is null, the others are text. */
const SPECIAL = ['Infinity', '-Infinity', '-0'] as const;
const Cell = z.union([z.number(), z.null(), z.enum(SPECIAL)]);
type Cell = z.infer<typeof Cell>;

/** Rows of features (text in text columns) and the raw scores they must give, rows × outputs, row by row. */
export const Golden = z.object({
  features: z.array(z.array(z.union([Cell, z.string()]))).min(1),
  raw: z.array(Cell).min(1),
});
export type Golden = z.infer<typeof Golden>;

const PROBE_ROWS = 8;

/**
 * Probe rows of a model that came with none: a few fixed inputs of mixed scale, some missing, with the raw
 * scores this code gives now. They tell later whether the code or the file has changed since, not whether it
 * was right at the start; for that, give rows scored by the training library.
 */
export function goldenRows(model: Model): Golden {
  const features = Array.from({ length: PROBE_ROWS }, (_, row) =>
    Array.from({ length: model.featureCount }, (_, feature) => encoded(probe(row, feature))),
  );
  return { features, raw: Array.from(rawOf(features, model), encoded) };
}

/** @throws InputError `golden_mismatch` when a golden row's raw score differs in a single bit */
export function verifyGolden(golden: Golden, model: Model): void {
  const expected = golden.raw.map(decoded);
  const ragged = golden.features.some((row) => row.length !== model.featureCount);
  if (ragged || expected.length !== golden.features.length * model.outputs) {
    const { length } = golden.features;
    throw new InputError(
      'golden_mismatch',
      `${length} golden rows with ${expected.length} raw scores do not fit a model of ${model.featureCount} features and ${model.outputs} outputs`,
    );
  }
  const raw = rawOf(golden.features, model);
  const wrong = expected.findIndex((value, i) => !Object.is(value, raw[i]));
  if (wrong < 0) return;
  throw new InputError(
    'golden_mismatch',
    `golden row ${Math.floor(wrong / model.outputs)} gives ${raw[wrong]}, stored is ${expected[wrong]}`,
  );
}

function rawOf(rows: Golden['features'], model: Model): Float64Array {
  const columns = Array.from({ length: model.featureCount }, (_, i) => column(rows.map((row) => row[i]!)));
  return model.raw(columns, rows.length);
}

function column(cells: Golden['features'][number]): Column {
  if (cells.some(isText))
    return { kind: 'text', values: cells.map((cell) => (cell === null ? null : String(cell))) };
  return { kind: 'number', values: Float64Array.from(cells as Cell[], decoded) };
}

function isText(cell: Cell | string): boolean {
  return typeof cell === 'string' && !(SPECIAL as readonly string[]).includes(cell);
}

/** A number for one cell: levels of Numerai's features, larger ones and codes, about one in eight missing. */
function probe(row: number, feature: number): number {
  const dice = Math.imul(row * 7919 + feature * 104_729 + 12_345, 0x9e3779b1) >>> 0;
  const share = (dice >>> 8) / 2 ** 24;
  const draws = [NaN, 0, 0.5, 1, share, share * 6 - 3, Math.floor(share * 40), share * 2000 - 1000];
  return Number(draws[dice & 7]!.toPrecision(4));
}

function encoded(value: number): Cell {
  if (Number.isNaN(value)) return null;
  if (Object.is(value, -0)) return '-0';
  return Number.isFinite(value) ? value : value > 0 ? 'Infinity' : '-Infinity';
}

function decoded(cell: Cell): number {
  return cell === null ? NaN : Number(cell);
}
