import { sampleDeviation } from './deviation.ts';
import type { GateFinding } from './gates.ts';
import { spearman } from './spearman.ts';
import type { Submission } from './submission.ts';

const MAX_UNIVERSE_CHANGE = 0.2;
/** Fewer earlier correlations say nothing about what is usual. */
const MIN_HISTORY = 5;
const MAX_CORRELATION_DROP = 0.2;
const MAX_MISSING_DRIFT = 0.1;
const MAX_SPREAD_FACTOR = 4;
/** Differences of shares are compared after this allowance for rounding: 0.4 - 0.3 is 0.1. */
const ROUNDING = 1e-9;

/** Warns when of the tokens in either universe more than 20 % are in one only. */
export function universeChangeGate(symbols: readonly string[], previous: readonly string[]): GateFinding[] {
  const before = new Set(previous);
  const either = new Set([...previous, ...symbols]);
  const entered = either.size - before.size;
  const left = either.size - new Set(symbols).size;
  const value = (entered + left) / either.size;
  if (!(value > MAX_UNIVERSE_CHANGE)) return [];
  const message = `${entered} tokens entered the universe and ${left} left it since the previous round: ${percent(value)} of ${either.size}, more than ${percent(MAX_UNIVERSE_CHANGE)} is unusual`;
  return [{ gate: 'universe-change', level: 'warn', message, value, limit: MAX_UNIVERSE_CHANGE }];
}

/** Rank correlation of two submissions over the tokens they have in common; NaN when there are fewer than two. */
export function submissionCorrelation(submission: Submission, previous: Submission): number {
  const valueBefore = new Map(previous.symbols.map((symbol, row) => [symbol, previous.values[row]!]));
  const before = Float64Array.from(submission.symbols, (symbol) => valueBefore.get(symbol) ?? Number.NaN);
  return spearman(submission.values, before);
}

/**
 * Warns when the rank correlation with the previous submission is more than 0.2 below the lowest of before. Silent
 * with fewer than five earlier correlations, or when there is none now (NaN).
 */
export function rankCorrelationGate(of: { correlation: number; history: readonly number[] }): GateFinding[] {
  const known = of.history.filter((correlation) => !Number.isNaN(correlation));
  const limit = Math.min(...known) - MAX_CORRELATION_DROP;
  if (known.length < MIN_HISTORY || !(of.correlation < limit - ROUNDING)) return [];
  const message = `rank correlation with the previous submission is ${of.correlation.toFixed(2)}, it was never below ${Math.min(...known).toFixed(2)}`;
  return [{ gate: 'rank-correlation', level: 'warn', message, value: of.correlation, limit }];
}

/**
 * Warns when the share of missing feature values is more than 0.1 above the share in the model's training data. Less is
 * usual: the training table begins with years or weeks in which long windows have no history yet.
 */
export function missingShareGate(of: { share: number; profile: number | undefined }): GateFinding[] {
  if (of.profile === undefined || !(of.share - of.profile > MAX_MISSING_DRIFT + ROUNDING)) return [];
  const message = `${percent(of.share)} of the feature values are missing, ${percent(of.profile)} were in training`;
  return [{ gate: 'missing-share', level: 'warn', message, value: of.share, limit: of.profile }];
}

/**
 * Warns when the standard deviation of the raw output is more than four times, or less than a quarter of, what is
 * usual in the model's training data.
 *
 * @param raw one per token; what is not finite is not counted
 */
export function rawSpreadGate(raw: Float64Array, profile: number | undefined): GateFinding[] {
  if (profile === undefined) return [];
  const value = sampleDeviation(raw.filter(Number.isFinite));
  const usual = value <= profile * MAX_SPREAD_FACTOR && value >= profile / MAX_SPREAD_FACTOR;
  if (usual || Number.isNaN(value)) return [];
  const message = `the raw output spreads by ${value.toPrecision(3)}, in training it was ${profile.toPrecision(3)}`;
  return [{ gate: 'raw-spread', level: 'warn', message, value, limit: profile }];
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
