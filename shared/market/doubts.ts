import type { Bar } from './bar.ts';

/** The largest tokens trade every day: what holds for them holds for the day. */
const LARGEST = 300;
/** Fewer tell nothing about a market. */
const ENOUGH = 20;
const MIN_SHARE = 0.95;
/**
 * Of 799 real days of 250 tokens, the worst repeated 4.4 % of the closes of the day before; an answer for the wrong
 * day repeats nearly all.
 */
const MAX_REPEATED = 0.1;
/** 2020-03-12 had 0.43 and 2025-10-10 0.28, all other days of 1,600 less than this. */
const MAX_MEDIAN_MOVE = 0.2;

/** Why a day's cross-section may be wrong; each undefined where it is not. */
export interface Doubts {
  /** Many tokens that were there are missing. */
  readonly thin: string | undefined;
  /** Closes repeat the neighbouring day's: the answer is of another day. */
  readonly stale: string | undefined;
  /** The whole market moved as it hardly ever does: wrong numbers, or a crash. */
  readonly wild: string | undefined;
}

/**
 * What is suspicious about one provider's cross-section of a day.
 *
 * @param neighbour the same provider's stored bars of the day before (or after); empty where there are none
 * @param needed ucids that must be there, such as the live universe's
 */
export function doubtsAbout(
  bars: readonly Bar[],
  neighbour: readonly Bar[],
  needed: readonly string[],
): Doubts {
  const moves = movesOf(bars, neighbour);
  const repeated = moves.filter((move) => move === 0).length / moves.length;
  const median = [...moves].sort((a, b) => a - b)[moves.length >> 1] ?? 0;
  const known = moves.length >= ENOUGH;
  return {
    thin: thinness(bars, neighbour, needed),
    stale:
      known && repeated > MAX_REPEATED
        ? `${percent(repeated)} of the closes repeat the day beside it`
        : undefined,
    wild:
      known && median > MAX_MEDIAN_MOVE ? `the median price moved by ${percent(median)} in a day` : undefined,
  };
}

/** |close / close of the neighbouring day − 1| of the largest tokens that have both. */
function movesOf(bars: readonly Bar[], neighbour: readonly Bar[]): number[] {
  const closes = new Map(neighbour.map(({ ucid, close }) => [ucid, close]));
  return [...bars]
    .sort((a, b) => (b.marketCapUsd || 0) - (a.marketCapUsd || 0))
    .slice(0, LARGEST)
    .map(({ ucid, close }) => Math.abs(close / (closes.get(ucid) ?? Number.NaN) - 1))
    .filter((move) => !Number.isNaN(move));
}

function thinness(
  bars: readonly Bar[],
  neighbour: readonly Bar[],
  needed: readonly string[],
): string | undefined {
  const priced = new Set(bars.filter(({ close }) => !Number.isNaN(close)).map(({ ucid }) => ucid));
  if (priced.size < neighbour.length * MIN_SHARE)
    return `${priced.size} tokens, ${neighbour.length} the day beside it`;
  const covered = needed.filter((ucid) => priced.has(ucid)).length;
  if (covered < needed.length * MIN_SHARE)
    return `${covered} of ${needed.length} tokens of the live universe`;
  return priced.size === 0 ? 'no token with a close' : undefined;
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
