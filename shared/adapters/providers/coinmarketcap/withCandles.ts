import type { Bar } from '../../../market/bar.ts';

/** A day's listing with the candle where there is one with a close: its numbers belong together. */
export function withCandles(listed: readonly Bar[], candles: readonly Bar[] = []): Bar[] {
  const byUcid = new Map(candles.filter(({ close }) => close > 0).map((bar) => [bar.ucid, bar]));
  return listed.map((bar) => {
    const { open, high, low, close } = byUcid.get(bar.ucid) ?? bar;
    return { ...bar, open, high, low, close };
  });
}
