import { sampleDeviation } from './deviation.ts';
import type { Column, Table } from './table.ts';

/** Numerai's judgement of a submission file. */
export interface Verdict {
  readonly accepted: boolean;
  /** Numerai's message, its code before the first colon; null when accepted. */
  readonly reason: string | null;
  /** Rows of the universe; null when rejected. */
  readonly acceptedCount: number | null;
  /** Symbols outside the universe, each once, sorted. Numerai drops their rows without rejecting the file. */
  readonly invalidSymbols: string[];
}

/** Numerai accepts no submission for fewer tokens. */
export const MIN_TOKENS = 100;

const VALUE_HEADERS = ['prediction', 'signal'];
/** numpy.isclose(a, b): |a - b| <= ABSOLUTE + RELATIVE * |b| */
const ABSOLUTE = 1e-8;
const RELATIVE = 1e-5;

const HEADERS =
  "invalid_submission_headers: headers must be one of ['symbol'] and one of ['prediction', 'signal']";
const NULL_SYMBOL = 'invalid_submission_ids: Submission must not contain NaNs in the symbol column.';
const REPEATED = 'invalid_submission_ids: Duplicates detected in symbol for live period.';
const TOO_FEW =
  'invalid_submission_ids: Not enough stocks submitted. Are you using the latest live ids or live universe?';
const MISSING = 'invalid_submission_values: submission must not contain NaNs';
const OUT_OF_RANGE = 'invalid_submission_values: values must be between 0 and 1 exclusive';
const CONSTANT = 'invalid_submission_values: submission must have non-zero standard deviation';

/**
 * Numerai's acceptance rules: the same order, wording and tolerances; the first broken rule is the reason. They are
 * lax (0, 1 and 100 of 300 tokens pass), so our own gates are stricter.
 *
 * @param table as read: an empty CSV cell is null
 * @see numerai/numerai-tools submissions.py `validate_submission_crypto`
 */
export function acceptSubmission(universeSymbols: readonly string[], table: Table): Verdict {
  const [symbolColumn, valueColumn] = submissionColumns(table);
  if (!symbolColumn || !valueColumn) return rejected(HEADERS, []);
  const symbols = asText(symbolColumn);
  if (symbols.includes(null)) return rejected(NULL_SYMBOL, []);
  const universe = new Set<string | null>(universeSymbols);
  const live = symbols.flatMap((symbol, row) => (universe.has(symbol) ? [row] : []));
  const outside = symbols.filter((symbol): symbol is string => symbol !== null && !universe.has(symbol));
  const invalidSymbols = [...new Set(outside)].sort();
  const liveSymbols = live.map((row) => symbols[row]!);
  const reason = idsProblem(liveSymbols) ?? valuesProblem(valueColumn, live);
  if (reason !== undefined) return rejected(reason, invalidSymbols);
  return { accepted: true, reason: null, acceptedCount: live.length, invalidSymbols };
}

function rejected(reason: string, invalidSymbols: string[]): Verdict {
  return { accepted: false, reason, acceptedCount: null, invalidSymbols };
}

/** Exactly two columns, in this order, spelled exactly like this; otherwise nothing. */
function submissionColumns(table: Table): Column[] {
  const [symbol, value, ...others] = table.columns.keys();
  const asExpected = symbol === 'symbol' && VALUE_HEADERS.includes(value!) && others.length === 0;
  return asExpected ? [...table.columns.values()] : [];
}

/** Symbols as pandas' `astype(str)` writes them; only a column without a single word is read as numbers. */
function asText(column: Column): (string | null)[] {
  if (column.kind === 'text') return [...column.values];
  const point = column.values.every(Number.isInteger) ? '' : '.0';
  return Array.from(column.values, (value) => {
    if (Number.isNaN(value)) return null;
    return Number.isInteger(value) ? `${value}${point}` : String(value);
  });
}

function idsProblem(liveSymbols: readonly string[]): string | undefined {
  if (new Set(liveSymbols).size < liveSymbols.length) return REPEATED;
  return liveSymbols.length < MIN_TOKENS ? TOO_FEW : undefined;
}

function valuesProblem(column: Column, live: readonly number[]): string | undefined {
  const isMissing = (row: number) => column.values[row] === null || Number.isNaN(column.values[row]);
  if (live.some(isMissing)) return MISSING;
  if (column.kind !== 'number') return notNumbers(column);
  const values = Float64Array.from(live, (row) => column.values[row]!);
  if (!withinZeroAndOne(values)) return OUT_OF_RANGE;
  return isClose(0, sampleDeviation(values)) ? CONSTANT : undefined;
}

/** Where Numerai's validator has no message: it raises a TypeError. */
function notNumbers(column: Exclude<Column, { kind: 'number' }>): string {
  if (column.kind === 'time')
    return 'invalid_submission_values: values must be numbers, the column holds dates';
  const word =
    column.values.find((value) => value !== null && Number.isNaN(Number(value))) ?? column.values[0];
  return `invalid_submission_values: values must be numbers, the column holds text such as "${word}"`;
}

/** The ends are included, and each end has its tolerance only while the other end is inside or tolerated. */
function withinZeroAndOne(values: Float64Array): boolean {
  const low = values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
  const high = values.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
  return (low >= 0 || isClose(low, 0)) && (high <= 1 || isClose(high, 1));
}

function isClose(a: number, b: number): boolean {
  return Math.abs(a - b) <= ABSOLUTE + RELATIVE * Math.abs(b);
}
