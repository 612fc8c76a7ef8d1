import { type Anchored, anchorsOf } from './anchors.ts';
import { type Block, blocksOf } from './blocks.ts';
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
  for (const block of blocksOf(frame, window.days)) {
    for (const part of anchorsOf(pairs.x, block)) {
      fillTails(tails, pairs, block, part.at);
      fillComoments(comoments, tails, { pairs, window, block, part });
    }
  }
  return comoments;
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

function fillTails(tails: Sums, pairs: Pairs, { before, start }: Block, at: number): void {
  const { meanX, meanY, xx, xy, yy } = tails;
  const anchorX = at < before ? Number.NaN : pairs.x[at]!;
  const anchorY = at < before ? Number.NaN : pairs.y[at]!;
  let [sx, sy, sxx, sxy, syy] = [0, 0, 0, 0, 0];
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
  readonly block: Block;
  readonly part: Anchored;
}

function fillComoments(out: Comoments, tails: Sums, { pairs, window, block, part }: Place): void {
  const { x, y, seen } = pairs;
  const anchorX = part.anchor;
  const anchorY = part.at < block.before ? Number.NaN : y[part.at]!;
  let [hx, hy, hxx, hxy, hyy] = [0, 0, 0, 0, 0];
  for (let i = part.from; i < part.to; i++) {
    const dx = x[i]! - anchorX;
    if (!Number.isNaN(dx)) {
      const dy = y[i]! - anchorY;
      hx += dx;
      hy += dy;
      hxx += dx * dx;
      hxy += dx * dy;
      hyy += dy * dy;
    }
    const oldest = Math.max(block.before, i + 1 - window.days);
    const n = seen[i + 1]! - seen[oldest]!;
    const sx = n < window.need ? Number.NaN : tails.meanX[oldest]! + hx;
    const sy = n < window.need ? Number.NaN : tails.meanY[oldest]! + hy;
    out.count[i] = n;
    out.meanX[i] = anchorX + sx / n;
    out.meanY[i] = anchorY + sy / n;
    out.xx[i] = tails.xx[oldest]! + hxx - (sx * sx) / n;
    out.xy[i] = tails.xy[oldest]! + hxy - (sx * sy) / n;
    out.yy[i] = tails.yy[oldest]! + hyy - (sy * sy) / n;
  }
}
