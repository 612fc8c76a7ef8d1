import { readFileSync } from 'node:fs';
import { expect } from '@jest/globals';
import type { Frame, Series } from '../../shared/domain/scoring/series.ts';

/** A number as the official cases write it: not-a-number and infinities are words. */
type Cell = number | string;

/** One call of an official function, and what came of it. */
export interface ScoringCase {
  readonly name: string;
  readonly function: string;
  readonly args: readonly unknown[];
  readonly kwargs?: Readonly<Record<string, unknown>> | null;
  readonly result?: unknown;
  /** The function refused the input. */
  readonly error?: string;
}

/** The cases of a group, such as `numerai_corr`, from a folder of them. */
export function scoringCases(folder: string, group: string): ScoringCase[] {
  return JSON.parse(readFileSync(`${folder}/${group}.json`, 'utf8')).cases;
}

export function seriesOf(value: unknown): Series {
  const { index, values } = (value as { series: { index: string[]; values: Cell[] } }).series;
  return { ids: index, values: numbers(values) };
}

export function frameOf(value: unknown): Frame {
  const { index, columns } = (value as { frame: { index: string[]; columns: Record<string, Cell[]> } }).frame;
  const decoded = Object.entries(columns).map(([name, cells]) => [name, numbers(cells)] as const);
  return { ids: index, columns: new Map(decoded) };
}

/** An array of one dimension, or the columns of one of two. */
export function columnsOfArray(value: unknown): Float64Array[] {
  const { array } = value as { array: Cell[] | Cell[][] };
  const rows = array.map((row) => (Array.isArray(row) ? row : [row]));
  return (rows[0] ?? []).map((_, at) => numbers(rows.map((row) => row[at]!)));
}

function numbers(cells: readonly Cell[]): Float64Array {
  return Float64Array.from(cells, Number);
}

/** What was computed and what the official function gives, in one form: ids and names as they are, numbers flat. */
export interface Flat {
  readonly labels: readonly unknown[];
  readonly values: readonly number[];
}

export function flat(value: unknown): Flat {
  if (typeof value === 'number') return { labels: [], values: [value] };
  if (value instanceof Float64Array) return { labels: [], values: [...value] };
  if (value instanceof Map) return { labels: [[...value.keys()]], values: [...value.values()] };
  if (Array.isArray(value)) return joined(value.map(flat));
  const data = value as Series | Frame;
  if ('values' in data) return { labels: [Array.from(data.ids as string[])], values: [...data.values] };
  const labels = [Array.from(data.ids as string[]), [...data.columns.keys()]];
  return { labels, values: [...data.columns.values()].flatMap((values) => [...values]) };
}

/** An official result in the same form; `labelled` false where ours has no ids. */
export function flatResult(result: unknown, { labelled }: { labelled: boolean }): Flat {
  if (typeof result === 'number' || typeof result === 'string')
    return { labels: [], values: [Number(result)] };
  if (Array.isArray(result)) return joined(result.map((part) => flatResult(part, { labelled })));
  const isSeries = 'series' in (result as object);
  const isFrame = 'frame' in (result as object);
  const decoded = flat(isSeries ? seriesOf(result) : isFrame ? frameOf(result) : columnsOfArray(result));
  return labelled ? decoded : { labels: [], values: decoded.values };
}

function joined(parts: readonly Flat[]): Flat {
  return { labels: parts.flatMap((part) => part.labels), values: parts.flatMap((part) => part.values) };
}

/** Equal within a relative or an absolute tolerance, not-a-number and infinities exactly. */
export function expectClose(
  actual: readonly number[],
  expected: readonly number[],
  { relative = 1e-12, absolute = 1e-14 } = {},
): void {
  expect(actual).toHaveLength(expected.length);
  const apart = expected.flatMap((value, at) => {
    const found = actual[at]!;
    const close =
      Object.is(found, value) || Math.abs(found - value) <= Math.max(relative * Math.abs(value), absolute);
    return close ? [] : [{ at, found, expected: value }];
  });
  expect(apart).toEqual([]);
}
