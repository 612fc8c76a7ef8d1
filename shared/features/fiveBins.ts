/**
 * Numerai's five bins of 5, 20, 50, 20 and 5 %, from the ranks of a day. Without ties it is pandas'
 * `qcut(values, [0, .05, .25, .75, .95, 1])`, which gives the very counts of Numerai's live file; equal values share
 * the bin of their average rank, so a day on which all are equal, or with one token alone, is all 0.5.
 *
 * @param ranks tie-kept, (average rank - 0.5) / n
 * @returns 0, 0.25, 0.5, 0.75, 1; NaN where the rank is NaN
 */
export function fiveBins(ranks: Float64Array): Float64Array {
  let n = 0;
  for (const rank of ranks) if (!Number.isNaN(rank)) n++;
  const bins = new Float64Array(ranks.length);
  for (let row = 0; row < ranks.length; row++) bins[row] = binOf(ranks[row]!, n);
  return bins;
}

function binOf(rank: number, n: number): number {
  if (Number.isNaN(rank)) return Number.NaN;
  if (n === 1) return 0.5;
  // Twenty times the place among the sorted, a whole number: 0 for the lowest, 20 (n - 1) for the highest.
  const place = 10 * (Math.round(2 * rank * n) - 1);
  const last = n - 1;
  if (place <= 5 * last) return place <= last ? 0 : 0.25;
  if (place <= 15 * last) return 0.5;
  return place <= 19 * last ? 0.75 : 1;
}
