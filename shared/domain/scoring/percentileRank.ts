import { averageRanks } from '../ranks.ts';
import { count } from './moments.ts';

/** What equal values get: their mean, least or greatest rank; ranks by position; or ranks without gaps. */
export type TieMethod = 'average' | 'min' | 'max' | 'first' | 'dense';

/** The numbers `first` to `last` of the sorted values are equal; `group` is how many groups came before. */
interface Tie {
  readonly first: number;
  readonly last: number;
  readonly group: number;
}

const RANK_OF: Readonly<Record<Exclude<TieMethod, 'average'>, (tie: Tie, place: number) => number>> = {
  min: ({ first }) => first,
  max: ({ last }) => last,
  first: (_, place) => place,
  dense: ({ group }) => group,
};

/**
 * Percentile rank, (rank - 0.5) / n, n the count of numbers. With `average` it is `tieKeptRank`, with `first`
 * equal values are ranked by position.
 *
 * @returns NaN where the input is NaN
 * @see numerai/numerai-tools scoring.py `rank`, `tie_broken_rank`
 * @example percentileRank(Float64Array.of(3, 1, 1), 'first') // [0.8333, 0.1667, 0.5]
 */
export function percentileRank(values: Float64Array, method: TieMethod): Float64Array {
  const n = count(values);
  const ranks = method === 'average' ? averageRanks(values) : ranksByPlace(values, RANK_OF[method]);
  return ranks.map((rank) => (rank - 0.5) / n);
}

function ranksByPlace(values: Float64Array, rankOf: (tie: Tie, place: number) => number): Float64Array {
  const order = [...values.keys()].filter((row) => !Number.isNaN(values[row]!));
  order.sort((a, b) => (values[a] === values[b] ? a - b : values[a]! < values[b]! ? -1 : 1));
  const ranks = new Float64Array(values.length).fill(Number.NaN);
  for (let start = 0, end = 0, group = 1; start < order.length; start = end, group++) {
    while (end < order.length && values[order[end]!] === values[order[start]!]) end++;
    const tie = { first: start + 1, last: end, group };
    for (let at = start; at < end; at++) ranks[order[at]!] = rankOf(tie, at + 1);
  }
  return ranks;
}
