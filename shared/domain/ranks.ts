/**
 * Average rank of each value, smallest 1; equal values share the mean of their ranks. -0 ties with 0, values one
 * ulp apart do not tie, infinities are ranked.
 *
 * @returns as long as the input; NaN where the input is NaN, which is not counted
 * @example averageRanks(Float64Array.of(3, 1, NaN, 1)) // [3, 1.5, NaN, 1.5]
 */
export function averageRanks(values: Float64Array): Float64Array {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  const rankAt = averageRankAtFirst(sorted);
  return values.map((value) => (Number.isNaN(value) ? Number.NaN : rankAt[firstNotBelow(sorted, value)]!));
}

/** At the first position of each group of equal values: the group's average rank. Elsewhere 0. */
function averageRankAtFirst(sorted: Float64Array): Float64Array {
  const ranks = new Float64Array(sorted.length);
  for (let start = 0, end = 0; start < sorted.length; start = end) {
    while (sorted[end] === sorted[start]) end++;
    ranks[start] = (start + 1 + end) / 2;
  }
  return ranks;
}

function firstNotBelow(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Tie-kept percentile rank, as Numerai cleans a submission: (averageRank - 0.5) / n, n the count of numbers.
 *
 * @returns values strictly inside (0, 1), mean 0.5; NaN where the input is NaN
 * @see numerai/numerai-tools scoring.py `tie_kept_rank`
 * @example tieKeptRank(Float64Array.of(3, 1, 1)) // [0.8333, 0.3333, 0.3333]
 */
export function tieKeptRank(values: Float64Array): Float64Array {
  const n = values.reduce((count, value) => (Number.isNaN(value) ? count : count + 1), 0);
  return averageRanks(values).map((rank) => (rank - 0.5) / n);
}
