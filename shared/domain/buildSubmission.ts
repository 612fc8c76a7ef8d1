import { tieKeptRank } from './ranks.ts';
import type { Submission } from './submission.ts';

/** What Numerai itself fills in for a token without a prediction: the middle. */
const NO_OPINION = 0.5;

/**
 * A submission of every universe row, in order: the tie-kept rank of the raw output over the rows that have one,
 * 0.5 for the others.
 *
 * @param raw one raw output per symbol; NaN where the model gave none
 * @returns the submission, and the rows whose raw output is NaN
 * @see numerai/numerai-tools submissions.py `clean_submission(rank_and_fill=True)`
 */
export function buildSubmission(
  symbols: readonly string[],
  raw: Float64Array,
): { submission: Submission; uncovered: number[] } {
  const values = tieKeptRank(raw).map((rank) => (Number.isNaN(rank) ? NO_OPINION : rank));
  const uncovered = symbols.flatMap((_, row) => (Number.isNaN(raw[row]!) ? [row] : []));
  return { submission: { symbols, values }, uncovered };
}
