import { cleanBars } from './bars.ts';
import type { Plan } from './plan.ts';

/** BTC as one provider tells it. */
export interface BitcoinTrack {
  readonly track: number;
  /** Daily log returns; NaN where either close is missing, and over a break. */
  readonly returns: Float64Array;
  /** 1 on the days whose close is there and believed, else 0. */
  readonly isReady: Float64Array;
}

/** @param tracks BTC's, the preferred source first */
export function bitcoinTracks(plan: Plan, tracks: readonly number[]): BitcoinTrack[] {
  const take = () => new Float64Array(plan.length + 1);
  return tracks.map((track) => {
    const bars = cleanBars(plan.panel, track, { range: plan.range, take });
    const closes = bars.fields.close;
    const [returns, isReady] = [take(), take()];
    returns[0] = Number.NaN;
    for (let i = 0; i < plan.length; i++) {
      if (i > 0) returns[i] = Math.log(closes[i]!) - Math.log(closes[i - 1]!);
      isReady[i] = Number.isNaN(closes[i]!) || bars.isDoubtful.price[i] === 1 ? 0 : 1;
    }
    for (const start of bars.breaks.price) returns[start] = Number.NaN;
    return { track, returns, isReady };
  });
}
