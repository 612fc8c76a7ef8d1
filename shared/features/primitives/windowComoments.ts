import { firstBlock, firstKnown } from './blocks.ts';
import type { Frame } from './frame.ts';
import type { Observed } from './observed.ts';
import type { Window } from './window.ts';

/** Two series over the same days: a value of one counts only where the other has one too. */
export interface Pairs {
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** As `Observed.seen`, of the pairs. */
  readonly seen: Float64Array;
}

/** Of the pairs in each window; NaN where the window has too few. */
export interface Comoments {
  readonly count: Float64Array;
  readonly meanX: Float64Array;
  readonly meanY: Float64Array;
  /** Sums of products of the deviations from the means; `xx` is exactly 0 when all x are equal, so is `yy`. */
  readonly xx: Float64Array;
  readonly xy: Float64Array;
  readonly yy: Float64Array;
}

/** The days on which both have a value. */
export function pair(frame: Frame, x: Observed, y: Observed): Pairs {
  const pairs = { x: frame.take(), y: frame.take(), seen: frame.take() };
  pairs.seen[0] = 0;
  for (let i = 0, count = 0; i < frame.length; i++) {
    const isPair = !Number.isNaN(x.values[i]! + y.values[i]!);
    if (isPair) count++;
    pairs.x[i] = isPair ? x.values[i]! : Number.NaN;
    pairs.y[i] = isPair ? y.values[i]! : Number.NaN;
    pairs.seen[i + 1] = count;
  }
  return pairs;
}

type Sums = Omit<Comoments, 'count'>;

export function windowComoments(frame: Frame, pairs: Pairs, window: Window): Comoments {
  const comoments = { count: frame.take(), ...takeSums(frame) };
  const tails = takeSums(frame);
  for (let block = firstBlock(frame, window.days); block < frame.length; block += window.days) {
    const before = Math.max(0, block - window.days);
    const start = Math.max(0, block);
    const end = Math.min(frame.length, block + window.days);
    const head = firstKnown(pairs.x, start, end);
    for (let from = start; from < end; ) {
      const to = from < head ? head : end;
      const span = { before, start, from, to, at: from < head ? lastPair(pairs, before, start) : head };
      fillTails(tails, pairs, span);
      fillComoments(comoments, tails, { pairs, window, span });
      from = to;
    }
  }
  frame.giveBack(5);
  return comoments;
}

/** A span of windows with one anchor, see blocks.ts; `at` is the anchor's index, less than `before` for none. */
interface Span {
  readonly before: number;
  readonly start: number;
  readonly from: number;
  readonly to: number;
  readonly at: number;
}

function lastPair({ x }: Pairs, before: number, start: number): number {
  let at = start - 1;
  while (at >= before && Number.isNaN(x[at]!)) at--;
  return at;
}

function takeSums(frame: Frame): Sums {
  return {
    meanX: frame.take(),
    meanY: frame.take(),
    xx: frame.take(),
    xy: frame.take(),
    yy: frame.take(),
  };
}

function fillTails(tails: Sums, pairs: Pairs, { before, start, at }: Span): void {
  const { meanX, meanY, xx, xy, yy } = tails;
  const anchorX = at < before ? Number.NaN : pairs.x[at]!;
  const anchorY = at < before ? Number.NaN : pairs.y[at]!;
  let sx = 0;
  let sy = 0;
  let sxx = 0;
  let sxy = 0;
  let syy = 0;
  for (let i = start; i >= before; i--) {
    const dx = i === start ? Number.NaN : pairs.x[i]! - anchorX;
    if (!Number.isNaN(dx)) {
      const dy = pairs.y[i]! - anchorY;
      sx += dx;
      sy += dy;
      sxx += dx * dx;
      sxy += dx * dy;
      syy += dy * dy;
    }
    meanX[i] = sx;
    meanY[i] = sy;
    xx[i] = sxx;
    xy[i] = sxy;
    yy[i] = syy;
  }
}

interface Place {
  readonly pairs: Pairs;
  readonly window: Window;
  readonly span: Span;
}

function fillComoments(out: Comoments, tails: Sums, { pairs, window, span }: Place): void {
  const { x, y, seen } = pairs;
  const anchorX = span.at < span.before ? Number.NaN : x[span.at]!;
  const anchorY = span.at < span.before ? Number.NaN : y[span.at]!;
  let hx = 0;
  let hy = 0;
  let hxx = 0;
  let hxy = 0;
  let hyy = 0;
  for (let i = span.from; i < span.to; i++) {
    const dx = x[i]! - anchorX;
    if (!Number.isNaN(dx)) {
      const dy = y[i]! - anchorY;
      hx += dx;
      hy += dy;
      hxx += dx * dx;
      hxy += dx * dy;
      hyy += dy * dy;
    }
    const oldest = Math.max(span.before, i + 1 - window.days);
    const n = seen[i + 1]! - seen[oldest]!;
    const sx = n < window.need ? Number.NaN : tails.meanX[oldest]! + hx;
    const sy = n < window.need ? Number.NaN : tails.meanY[oldest]! + hy;
    out.count[i] = n;
    const meanX = sx / n;
    const meanY = sy / n;
    out.meanX[i] = anchorX + meanX;
    out.meanY[i] = anchorY + meanY;
    out.xx[i] = tails.xx[oldest]! + hxx - sx * meanX;
    out.xy[i] = tails.xy[oldest]! + hxy - sx * meanY;
    out.yy[i] = tails.yy[oldest]! + hyy - sy * meanY;
  }
}
