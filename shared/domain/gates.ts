import { acceptSubmission } from './acceptance.ts';
import { sampleDeviation } from './deviation.ts';
import { featureOrigin, userColumnOf } from './featureOrigin.ts';
import type { Submission } from './submission.ts';
import type { Column, Table } from './table.ts';

/**
 * One thing that our own gates hold against a submission. `fail` blocks the candidate, `warn` only marks it
 * degraded. Numerai's rules (`acceptSubmission`) are laxer and kept apart.
 */
export interface GateFinding {
  /** Stable, for logs and records. */
  readonly gate: string;
  readonly level: 'fail' | 'warn';
  readonly message: string;
  readonly value?: number;
  readonly limit?: number;
}

/** A token needs this share of the model's features. */
const MIN_FEATURE_SHARE = 0.5;
/** Standard deviation over mean absolute value; a model fed with nothing but missing values gives 0. */
const MIN_RELATIVE_SPREAD = 1e-6;
/** Standard deviation of what is left of gaussianised ranks, which have about 1. */
const MIN_REST = 1e-6;
const MAX_SHARED = 0.5;
/** So many features are named in a message. */
const NAMED = 5;

/**
 * Share of the features that each row has.
 *
 * @param columns the model's features, each `rows` long; NaN or null is missing
 * @returns 0 … 1 per row; 1 for a model without features
 */
export function featureShares(columns: readonly Column[], rows: number): Float64Array {
  const present = new Float64Array(rows);
  for (const { values } of columns) {
    for (let row = 0; row < rows; row++) {
      if (values[row] !== null && !Number.isNaN(values[row])) present[row]!++;
    }
  }
  return present.map((count) => (columns.length === 0 ? 1 : count / columns.length));
}

/**
 * Share of the features that each row has, of Numerai's and of market features the lesser: where all of one kind are
 * missing, the other kind does not make up for it. Tables of the user's may be sparse, they count with all.
 */
export function leastShares(
  features: readonly string[],
  columns: readonly Column[],
  rows: number,
): Float64Array {
  const parts = [
    columns,
    ...(['numerai', 'market'] as const).map((origin) =>
      columns.filter((_, i) => featureOrigin(features[i]!) === origin),
    ),
  ];
  const shares = parts.map((part) => featureShares(part, rows));
  return Float64Array.from({ length: rows }, (_, row) => Math.min(...shares.map((share) => share[row]!)));
}

/** Rows whose raw output is a number and that have at least half of the features. */
export function coveredCount(raw: Float64Array, shares: Float64Array): number {
  return raw.filter((value, row) => !Number.isNaN(value) && shares[row]! >= MIN_FEATURE_SHARE).length;
}

/** Fails when a smaller share of the tokens than `minCoverage` is covered. */
export function coverageGate(of: { covered: number; rows: number; minCoverage: number }): GateFinding[] {
  // Without the allowance 0.07 × 100 would require 8.
  const required = Math.ceil(of.minCoverage * of.rows - 1e-9);
  if (of.covered >= required) return [];
  const message = `features exist for ${of.covered} of ${of.rows} tokens, ${required} are required`;
  return [{ gate: 'coverage', level: 'fail', message, value: of.covered / of.rows, limit: of.minCoverage }];
}

/** Fails when the finite raw outputs are (nearly) one value: ranks would be made of rounding noise. */
export function spreadGate(raw: Float64Array): GateFinding[] {
  const finite = raw.filter(Number.isFinite);
  const largest = finite.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  // Scaled, so that squares neither overflow nor vanish.
  const scaled = finite.map((value) => value / largest);
  const size = scaled.reduce((sum, value) => sum + Math.abs(value), 0) / scaled.length;
  const spread = sampleDeviation(scaled) / size;
  // Not a number without outputs or with zeros only.
  if (spread > MIN_RELATIVE_SPREAD) return [];
  const message = 'the raw output is (nearly) the same for every token';
  return [{ gate: 'spread', level: 'fail', message, value: spread || 0, limit: MIN_RELATIVE_SPREAD }];
}

/**
 * Fails when the features that a prediction was neutralised to explain (nearly) all of it: ranks would be made of
 * rounding noise.
 *
 * @param rest of `neutralRanks`
 */
export function explainedGate(rest: Float64Array): GateFinding[] {
  const value = sampleDeviation(rest.filter((one) => !Number.isNaN(one)));
  if (value > MIN_REST) return [];
  const message = 'the features to neutralise to explain the whole prediction: nothing is left to rank';
  return [{ gate: 'explained', level: 'fail', message, value: value || 0, limit: MIN_REST }];
}

/** Warns when more than half of the rows share one raw value: often a default for rows without features. */
export function sharedValueGate(raw: Float64Array): GateFinding[] {
  const counts = new Map<number, number>();
  let most = 0;
  for (const value of raw) {
    if (Number.isNaN(value)) continue;
    const count = (counts.get(value) ?? 0) + 1;
    counts.set(value, count);
    most = Math.max(most, count);
  }
  const value = most / raw.length;
  if (!(value > MAX_SHARED)) return [];
  const message = `${most} of ${raw.length} tokens share one raw output`;
  return [{ gate: 'shared-value', level: 'warn', message, value, limit: MAX_SHARED }];
}

/** Warns when a feature has no value for any token: it has silently turned empty, and the model guesses. */
export function emptyFeatureGate(features: readonly string[], columns: readonly Column[]): GateFinding[] {
  const empty = features.filter((_, i) => isEmpty(columns[i]!));
  if (empty.length === 0) return [];
  const named = `${empty.slice(0, NAMED).join(', ')}${empty.length > NAMED ? ', …' : ''}`;
  const message = `${empty.length} of ${features.length} features have no value for any token: ${named}`;
  return [{ gate: 'empty-feature', level: 'warn', message, value: empty.length, limit: 0 }];
}

/** Fails when a table of the user's has nothing for any token in all the columns that are wanted of it: it has fallen silent. */
export function silentTableGate(features: readonly string[], columns: readonly Column[]): GateFinding[] {
  const owned = features.flatMap((name, i) =>
    featureOrigin(name) === 'user' ? [{ table: userColumnOf(name).table, column: columns[i]! }] : [],
  );
  const speaking = new Set(owned.flatMap(({ table, column }) => (isEmpty(column) ? [] : table)));
  const silent = [...new Set(owned.map(({ table }) => table))].filter((table) => !speaking.has(table));
  if (silent.length === 0) return [];
  const message = `no number that is young enough for any token in: ${silent.join(', ')}`;
  return [{ gate: 'silent-table', level: 'fail', message, value: silent.length, limit: 0 }];
}

function isEmpty({ values }: Column): boolean {
  for (const value of values) if (value !== null && !Number.isNaN(value)) return false;
  return true;
}

/** Fails when the live file has another number of tokens than Numerai announced for the round, if it did. */
export function rowsMatch(rows: number, numTickers: number | undefined): GateFinding[] {
  if (numTickers === undefined || rows === numTickers) return [];
  const message = `the live file has ${rows} tokens, Numerai announced ${numTickers}`;
  return [{ gate: 'rows', level: 'fail', message, value: rows, limit: numTickers }];
}

/** The last look before an upload: Numerai would accept every row, and every value is strictly inside (0, 1). */
export function selfCheckGate(universeSymbols: readonly string[], submission: Submission): GateFinding[] {
  const { symbols, values } = submission;
  const verdict = acceptSubmission(universeSymbols, submissionTable(submission));
  if (!verdict.accepted) return [selfCheckFailure(`Numerai would reject it: ${verdict.reason}`)];
  if (verdict.acceptedCount !== universeSymbols.length || symbols.length !== universeSymbols.length) {
    const counts = `${symbols.length} rows, ${verdict.acceptedCount} of ${universeSymbols.length} tokens`;
    return [selfCheckFailure(`it does not hold every token once: ${counts}`)];
  }
  const outside = values.filter((value) => !(value > 0 && value < 1)).length;
  return outside === 0
    ? []
    : [selfCheckFailure(`${outside} of ${values.length} values are not strictly between 0 and 1`)];
}

function submissionTable({ symbols, values }: Submission): Table {
  const columns = new Map<string, Column>([
    ['symbol', { kind: 'text', values: symbols }],
    ['signal', { kind: 'number', values }],
  ]);
  return { rows: symbols.length, columns };
}

function selfCheckFailure(message: string): GateFinding {
  return { gate: 'self-check', level: 'fail', message: `our own submission is wrong: ${message}` };
}
