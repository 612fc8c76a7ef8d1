import { anchorsOf } from './anchors.ts';
import { type Block, blocksOf } from './blocks.ts';
import { earlier, type Frame } from './frame.ts';
import type { Observed } from './observed.ts';
import type { Window } from './window.ts';
import { type Moments, windowMoments } from './windowMoments.ts';

/** An exponential average that begins anew in each window, as TA-Lib begins at a series' first day. */
export interface Decay {
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
  const { decay, kind } = options;
  const averages = frame.take();
  const tails = { sum: frame.take(), weight: frame.take() };
  const days = decay.days - decay.seedDays;
  const seeds = windowMoments(earlier(frame, days), input, { days: decay.seedDays, need: 1 });
  for (const block of blocksOf(frame, days)) {
    for (const { anchor, from, to } of anchorsOf(input.values, block)) {
      const stretch = { block, from, to, anchor: kind === 'level' ? anchor : 0 };
      fillTails(tails, input.values, { stretch, keep: decay.keep });
      fillAverages(averages, { input, options, seeds, tails, stretch });
    }
  }
  return averages;
}

interface Stretch {
  readonly block: Block;
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
  { stretch, keep }: { readonly stretch: Stretch; readonly keep: number },
): void {
  const { before, start } = stretch.block;
  let [sum, weight] = [0, 0];
  tails.sum[start] = 0;
  tails.weight[start] = 0;
  for (let i = start - 1, power = 1; i >= before; i--, power *= keep) {
    const value = values[i]!;
    if (!Number.isNaN(value)) {
      sum += power * (value - stretch.anchor);
      weight += power;
    }
    tails.sum[i] = sum;
    tails.weight[i] = weight;
  }
}

interface Place {
  readonly input: Observed;
  readonly options: AverageOptions;
  readonly seeds: Moments;
  readonly tails: Tails;
  readonly stretch: Stretch;
}

function fillAverages(averages: Float64Array, { input, options, seeds, tails, stretch }: Place): void {
  const { values, seen } = input;
  const { decay, recent } = options;
  const { keep, seedDays } = decay;
  const { block, anchor } = stretch;
  const days = decay.days - seedDays;
  const seedWeight = power(keep, days) / (1 - keep) / seedDays;
  let [sum, weight, fade] = [0, 0, 1];
  for (let i = block.start; i < stretch.to; i++) {
    const value = values[i]!;
    const isMissing = Number.isNaN(value);
    sum = keep * sum + (isMissing ? 0 : value - anchor);
    weight = keep * weight + (isMissing ? 0 : 1);
    fade *= keep;
    if (i < stretch.from) continue;
    const oldest = Math.max(block.before, i + 1 - days);
    const seed = i - days;
    const seeded = seed >= 0 && seeds.count[seed]! > 0 ? seedWeight * seeds.count[seed]! : 0;
    const all = weight + fade * tails.weight[oldest]! + seeded;
    const ofSeed = seeded > 0 ? seeded * (seeds.mean[seed]! - anchor) : 0;
    const enough = seen[i + 1]! - seen[Math.max(0, i + 1 - recent.days)]! >= recent.need;
    averages[i] = enough ? anchor + (sum + fade * tails.sum[oldest]! + ofSeed) / all : Number.NaN;
  }
}

function power(base: number, exponent: number): number {
  let product = 1;
  for (let i = 0; i < exponent; i++) product *= base;
  return product;
}
