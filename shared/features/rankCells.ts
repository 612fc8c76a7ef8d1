import { tieKeptRank } from '../domain/ranks.ts';

const DIGITS = 256;
const KEYS = DIGITS * DIGITS;
/** Longer runs of values that share a key are spread over keys of their own; shorter ones are sorted by comparing. */
const LONG_RUN = 24;

// Scratch memory, filled anew in each call. As constants of the module these arrays are twice as fast to reach.
const numbers = new Float64Array(KEYS);
const ranks = new Float64Array(KEYS);
/** Rows in ascending order of their numbers: the row in the lower 16 bits, the key in the upper ones. */
const order = new Int32Array(KEYS);
const spare = new Int32Array(KEYS);
const counts = new Int32Array(2 * DIGITS);
/** Rank of each position where nothing ties, for `untiedOf` numbers. */
const untied = new Float64Array(KEYS);
let untiedOf = 0;

/**
 * Tie-kept ranks, (average rank - 0.5) / n, of the values in some cells: `tieKeptRank` to the last bit, and many times
 * as fast. Instead of comparing values with each other it counts how many lie in each of 65,536 steps between the least
 * and the greatest; only values that share a step are looked at again.
 *
 * @param cells indexes of `values`; -1 for a value that is not known
 * @param target is filled with the ranks, in the order of the cells; NaN where there is no value
 */
export function rankCells(values: Float64Array, cells: Int32Array, target: Float64Array): void {
  const { length } = cells;
  if (length > KEYS) {
    const given = Float64Array.from(cells, (cell) => (cell < 0 ? Number.NaN : values[cell]!));
    target.set(tieKeptRank(given));
    return;
  }
  let n = 0;
  let least = Number.POSITIVE_INFINITY;
  let greatest = Number.NEGATIVE_INFINITY;
  for (let row = 0; row < length; row++) {
    const cell = cells[row]!;
    const value = cell < 0 ? Number.NaN : values[cell]!;
    if (Number.isNaN(value)) {
      ranks[row] = Number.NaN;
      continue;
    }
    numbers[row] = value;
    order[n++] = row;
    if (value < least) least = value;
    if (value > greatest) greatest = value;
  }
  if (n !== untiedOf) for (let at = 0; at < n; at++) untied[at] = (at + 0.5) / n;
  untiedOf = n;
  if (n > 0) rankRange({ start: 0, end: n, least, greatest });
  target.set(ranks.subarray(0, length));
}

/** Positions in the order, end exclusive, and the ends of the numbers there. */
interface Range {
  readonly start: number;
  readonly end: number;
  readonly least: number;
  readonly greatest: number;
}

function rankRange(range: Range): void {
  const { start, end, least, greatest } = range;
  const scale = (KEYS - 1) / (greatest - least);
  if (least === greatest) rankSorted(start, end);
  else if (scale > 0 && scale < Number.POSITIVE_INFINITY) {
    giveKeys(range, scale);
    sortByKey(start, end);
    rankRuns(start, end);
  } else {
    // An infinity, or numbers too close or too far apart to be told by steps: too rare to be quick about.
    const rows = order.subarray(start, end);
    rows.set(rows.map((entry) => entry & 0xffff).sort(byNumber));
    rankSorted(start, end);
  }
}

function byNumber(a: number, b: number): number {
  if (numbers[a] === numbers[b]) return 0;
  return numbers[a]! < numbers[b]! ? -1 : 1;
}

function giveKeys({ start, end, least }: Range, scale: number): void {
  counts.fill(0);
  for (let at = start; at < end; at++) {
    const row = order[at]! & 0xffff;
    const key = ((numbers[row]! - least) * scale) | 0;
    order[at] = (key << 16) | row;
    counts[key & 255]!++;
    counts[DIGITS + (key >>> 8)]!++;
  }
}

function sortByKey(start: number, end: number): void {
  let low = start;
  let high = start;
  for (let digit = 0; digit < DIGITS; digit++) {
    const lows = counts[digit]!;
    const highs = counts[DIGITS + digit]!;
    counts[digit] = low;
    counts[DIGITS + digit] = high;
    low += lows;
    high += highs;
  }
  for (let at = start; at < end; at++) {
    const entry = order[at]!;
    spare[counts[(entry >>> 16) & 255]!++] = entry;
  }
  for (let at = start; at < end; at++) {
    const entry = spare[at]!;
    order[counts[DIGITS + (entry >>> 24)]!++] = entry;
  }
}

function rankRuns(start: number, end: number): void {
  for (let at = start; at < end; ) {
    const entry = order[at]!;
    if (at + 1 === end || (entry ^ order[at + 1]!) >>> 16 !== 0) {
      ranks[entry & 0xffff] = untied[at]!;
      at++;
      continue;
    }
    let after = at + 2;
    while (after < end && (entry ^ order[after]!) >>> 16 === 0) after++;
    if (after - at > LONG_RUN) rankRange(rangeOf(at, after));
    else {
      sortByComparing(at, after);
      rankSorted(at, after);
    }
    at = after;
  }
}

function rangeOf(start: number, end: number): Range {
  let least = Number.POSITIVE_INFINITY;
  let greatest = Number.NEGATIVE_INFINITY;
  for (let at = start; at < end; at++) {
    const value = numbers[order[at]! & 0xffff]!;
    if (value < least) least = value;
    if (value > greatest) greatest = value;
  }
  return { start, end, least, greatest };
}

function sortByComparing(start: number, end: number): void {
  for (let at = start + 1; at < end; at++) {
    const entry = order[at]!;
    const value = numbers[entry & 0xffff]!;
    let to = at;
    for (; to > start && numbers[order[to - 1]! & 0xffff]! > value; to--) order[to] = order[to - 1]!;
    order[to] = entry;
  }
}

/** Ranks the rows at the positions `start` to `end`, which stand in the order of their numbers. */
function rankSorted(start: number, end: number): void {
  for (let first = start, after = start; first < end; first = after) {
    const value = numbers[order[first]! & 0xffff]!;
    while (after < end && numbers[order[after]! & 0xffff]! === value) after++;
    const rank = ((first + 1 + after) / 2 - 0.5) / untiedOf;
    for (let at = first; at < after; at++) ranks[order[at]! & 0xffff] = rank;
  }
}
