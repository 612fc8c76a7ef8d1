import { firstBlock, firstKnown, lastKnown } from './blocks.ts';
import { EarlierFrame, type Frame } from './frame.ts';
import type { Observed } from './observed.ts';
import type { Window } from './window.ts';
import { windowMeans } from './windowMeans.ts';

/** An exponential average that begins anew in each window, as TA-Lib begins at a series' first day. */
interface Decay {
  /** All days that count. */
  readonly days: number;
  /** The plain mean of the first so many is what the average begins with. */
  readonly seedDays: number;
  /** Weight of the average so far when a value comes; the value has the rest. */
  readonly keep: number;
}

export interface AverageOptions {
  readonly decay: Decay;
  /** The last days that need values. */
  readonly recent: Window;
  /**
   * `level` for prices and the like: equal values average to exactly that value. `amount` for what is never
   * negative and often 0: the average is exactly 0 when all are 0.
   */
  readonly kind: 'level' | 'amount';
}

/**
 * The exponential average over each window: a mean with weights fixed by age, so missing days leave their weight to
 * the others. With no day missing it is the recursion `average = keep * average + (1 - keep) * value` from the
 * seed on, up to rounding.
 */
export function windowAverage(frame: Frame, input: Observed, options: AverageOptions): Float64Array {
  const { decay, kind, recent } = options;
  // All seed: nothing has come to it yet.
  if (decay.days === decay.seedDays) return windowMeans(frame, input, recent);
  const averages = frame.take();
  const tails = { sum: frame.take(), weight: frame.take() };
  const days = decay.days - decay.seedDays;
  const seeds = windowMeans(new EarlierFrame(frame, days), input, { days: decay.seedDays, need: 1 });
  const { values } = input;
  for (let block = firstBlock(frame, days); block < frame.length; block += days) {
    const before = Math.max(0, block - days);
    const start = Math.max(0, block);
    const end = Math.min(frame.length, block + days);
    const head = firstKnown(values, start, end);
    for (let from = start; from < end; ) {
      const to = from < head ? head : end;
      const own = from < head ? lastKnown(values, before, start) : values[head]!;
      const span = { before, start, from, to, anchor: kind === 'level' ? own : 0 };
      fillTails(tails, values, { span, keep: decay.keep });
      fillAverages(averages, { input, options, seeds, tails, span });
      from = to;
    }
  }
  frame.giveBack(3);
  return averages;
}

/** A span of windows with one anchor, see blocks.ts. */
interface Span {
  readonly before: number;
  readonly start: number;
  readonly from: number;
  readonly to: number;
  readonly anchor: number;
}

/** Weighted from the end of the block before: there a value weighs 1. */
interface Tails {
  readonly sum: Float64Array;
  readonly weight: Float64Array;
}

function fillTails(
  tails: Tails,
  values: Float64Array,
  { span, keep }: { readonly span: Span; readonly keep: number },
): void {
  const { before, start, anchor } = span;
  let sum = 0;
  let weight = 0;
  tails.sum[start] = 0;
  tails.weight[start] = 0;
  for (let i = start - 1, power = 1; i >= before; i--, power *= keep) {
    const value = values[i]!;
    if (!Number.isNaN(value)) {
      sum += power * (value - anchor);
      weight += power;
    }
    tails.sum[i] = sum;
    tails.weight[i] = weight;
  }
}

interface Place {
  readonly input: Observed;
  readonly options: AverageOptions;
  readonly seeds: Float64Array;
  readonly tails: Tails;
  readonly span: Span;
}

function fillAverages(averages: Float64Array, { input, options, seeds, tails, span }: Place): void {
  const { values, seen } = input;
  const { decay, recent } = options;
  const { keep, seedDays } = decay;
  const { before, start, from, to, anchor } = span;
  const days = decay.days - seedDays;
  const seedWeight = power(keep, days) / (1 - keep) / seedDays;
  let sum = 0;
  let weight = 0;
  let fade = 1;
  for (let i = start; i < to; i++) {
    const value = values[i]!;
    const isMissing = Number.isNaN(value);
    sum = keep * sum + (isMissing ? 0 : value - anchor);
    weight = keep * weight + (isMissing ? 0 : 1);
    fade *= keep;
    if (i < from) continue;
    const oldest = Math.max(before, i + 1 - days);
    const seed = i - days;
    const seedCount = seed < 0 ? 0 : seen[seed + 1]! - seen[Math.max(0, seed + 1 - seedDays)]!;
    const seeded = seedWeight * seedCount;
    const all = weight + fade * tails.weight[oldest]! + seeded;
    const ofSeed = seedCount > 0 ? seeded * (seeds[seed]! - anchor) : 0;
    const enough = seen[i + 1]! - seen[Math.max(0, i + 1 - recent.days)]! >= recent.need;
    averages[i] = enough ? anchor + (sum + fade * tails.sum[oldest]! + ofSeed) / all : Number.NaN;
  }
}

function power(base: number, exponent: number): number {
  let product = 1;
  for (let i = 0; i < exponent; i++) product *= base;
  return product;
}
