import { tieKeptRank } from '../domain/ranks.ts';

/** Longer columns are left to `tieKeptRank`: rows and steps have 16 bits, so that those of a day stay in the cache. */
const MOST = 2 ** 15;
/** Steps for each value: more of them leave fewer values to a step, but each takes a moment too. */
const STEPS = 2;
/** More values in a step than this are spread over steps of their own. */
const CROWD = 24;
/** Positive values over a wider range than this are told apart by their exponents and first digits. */
const WIDE = 100;

// Memory to sort in, filled anew in each call. Constants of this very module are twice as fast to reach as anything else.
/** Values as they come, their rows, and the upper halves of the values at 2 i + 1, whose order is that of positive ones. */
const given = new Float64Array(MOST);
const givenRows = new Uint16Array(MOST);
const digits = new Int32Array(given.buffer);
/** The same in the order of their steps, in the end ascending. */
const sorted = new Float64Array(MOST + 1);
const sortedRows = new Uint16Array(MOST);
/** Step of each given value. */
const steps = new Uint16Array(MOST);
/** Of each step first how many values it has, then the position of its next one. */
const places = new Uint16Array(STEPS * MOST);
/** Starts and ends of crowds yet to be spread. */
const crowds: number[] = [];
/** Rank of each position where nothing ties, for `untiedOf` values. */
const untied = new Float64Array(MOST);
let untiedOf = 0;

/** Where the values of a day's tokens stand in a block, and the rows of these tokens in the day's table. */
export interface KnownCells {
  readonly cells: Int32Array;
  readonly rows: Int32Array;
}

/**
 * Tie-kept ranks, (average rank - 0.5) / n, of the values in some cells: `tieKeptRank` to the last bit, and many times
 * as fast. The values are spread over steps between the least and the greatest, twice as many as there are values;
 * after that hardly one is far from its place, and an insertion sort has little left to do.
 *
 * @param target is filled: the ranks in the rows of the cells, NaN where there is no value
 */
export function rankCells(values: Float64Array, { cells, rows }: KnownCells, target: Float64Array): void {
  if (target.length > MOST) {
    rankMany(values, { cells, rows }, target);
    return;
  }
  let n = 0;
  let least = Number.POSITIVE_INFINITY;
  let greatest = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < cells.length; i++) {
    const value = values[cells[i]!]!;
    given[n] = value;
    givenRows[n] = rows[i]!;
    // A NaN is written over by the next value: quicker than to jump over it.
    if (!Number.isNaN(value)) n++;
    if (value < least) least = value;
    if (value > greatest) greatest = value;
  }
  if (n < target.length) target.fill(Number.NaN);
  spread({ start: 0, end: n, least, greatest });
  while (crowds.length > 0) spreadCrowd(crowds.pop()!, crowds.pop()!);
  finishSorting(n);
  fillRanks(n, target);
}

function rankMany(values: Float64Array, { cells, rows }: KnownCells, target: Float64Array): void {
  const ranks = tieKeptRank(Float64Array.from(cells, (cell) => values[cell]!));
  target.fill(Number.NaN);
  for (let i = 0; i < ranks.length; i++) target[rows[i]!] = ranks[i]!;
}

/** Positions, end exclusive, and the ends of the values given there. */
interface Range {
  readonly start: number;
  readonly end: number;
  readonly least: number;
  readonly greatest: number;
}

/** Brings the given values of a range in the order of steps: those of a step, seldom more than two, in any order. */
function spread(range: Range): void {
  const { start, end, least, greatest } = range;
  const count = STEPS * (end - start);
  const scale = (count - 1) / (greatest - least);
  if (!(scale > 0 && scale < Number.POSITIVE_INFINITY)) {
    spreadByComparing(range);
    return;
  }
  places.fill(0, 0, count);
  if (least > 0 && greatest > WIDE * least) stepByDigits(start, end, count);
  else stepByValue(range, scale);
  makePlaces(start, count);
  for (let at = start; at < end; at++) {
    const to = places[steps[at]!]!++;
    sorted[to] = given[at]!;
    sortedRows[to] = givenRows[at]!;
  }
}

/** For values that are equal, infinite, or too close or too far apart to be told by steps. */
function spreadByComparing({ start, end, least, greatest }: Range): void {
  sorted.set(given.subarray(start, end), start);
  sortedRows.set(givenRows.subarray(start, end), start);
  if (!(least < greatest)) return;
  const order = Array.from({ length: end - start }, (_, i) => start + i);
  order.sort((a, b) => (given[a]! < given[b]! ? -1 : given[a]! > given[b]! ? 1 : 0));
  for (const [i, at] of order.entries()) {
    sorted[start + i] = given[at]!;
    sortedRows[start + i] = givenRows[at]!;
  }
}

function stepByValue({ start, end, least }: Range, scale: number): void {
  for (let at = start; at < end; at++) {
    const step = ((given[at]! - least) * scale) | 0;
    steps[at] = step;
    places[step]!++;
  }
}

function stepByDigits(start: number, end: number, count: number): void {
  let least = digits[2 * start + 1]!;
  let greatest = least;
  for (let at = start; at < end; at++) {
    const own = digits[2 * at + 1]!;
    if (own < least) least = own;
    if (own > greatest) greatest = own;
  }
  const scale = (count - 1) / (greatest - least);
  for (let at = start; at < end; at++) {
    const step = ((digits[2 * at + 1]! - least) * scale) | 0;
    steps[at] = step;
    places[step]!++;
  }
}

function makePlaces(start: number, count: number): void {
  for (let step = 0, place = start; step < count; step++) {
    const here = places[step]!;
    places[step] = place;
    place += here;
    if (here > CROWD) crowds.push(place, place - here);
  }
}

function spreadCrowd(start: number, end: number): void {
  let least = Number.POSITIVE_INFINITY;
  let greatest = Number.NEGATIVE_INFINITY;
  for (let at = start; at < end; at++) {
    const value = sorted[at]!;
    given[at] = value;
    givenRows[at] = sortedRows[at]!;
    if (value < least) least = value;
    if (value > greatest) greatest = value;
  }
  if (least < greatest) spread({ start, end, least, greatest });
}

function finishSorting(n: number): void {
  for (let at = 1; at < n; at++) {
    const value = sorted[at]!;
    if (sorted[at - 1]! <= value) continue;
    const row = sortedRows[at]!;
    let to = at;
    for (; to > 0 && sorted[to - 1]! > value; to--) {
      sorted[to] = sorted[to - 1]!;
      sortedRows[to] = sortedRows[to - 1]!;
    }
    sorted[to] = value;
    sortedRows[to] = row;
  }
}

function fillRanks(n: number, target: Float64Array): void {
  if (n !== untiedOf) for (let at = 0; at < n; at++) untied[at] = (at + 0.5) / n;
  untiedOf = n;
  sorted[n] = Number.NaN;
  let ties = 0;
  for (let at = 0; at < n; at++) {
    target[sortedRows[at]!] = untied[at]!;
    if (sorted[at] === sorted[at + 1]) ties++;
  }
  if (ties > 0) averageTies(n, target);
}

function averageTies(n: number, target: Float64Array): void {
  for (let first = 0, after = 1; first < n; first = after++) {
    const value = sorted[first]!;
    while (sorted[after] === value) after++;
    if (after - first === 1) continue;
    const rank = ((first + 1 + after) / 2 - 0.5) / n;
    for (let at = first; at < after; at++) target[sortedRows[at]!] = rank;
  }
}
