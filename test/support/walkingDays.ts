import { addDays, type UtcDay } from '../../shared/domain/utcDay.ts';
import type { Bar } from '../../shared/market/bar.ts';
import type { MarketDay } from '../../shared/market/marketDay.ts';
import { drawn } from './fakeMarket.ts';

const COLLECTED = new Date('2026-11-24T00:40:00Z');
const NONE = Number.NaN;

/**
 * Days of tokens whose prices walk at random, told by two providers, one with candles and one with market caps; with
 * gaps, spikes, zeros and missing numbers, as real data has them. Cheap: for what needs a long history.
 */
export function* walkingDays(of: { from: UtcDay; days: number; tokens: number }): Generator<MarketDay> {
  const closes = Array.from({ length: of.tokens }, (_, token) => 10 ** (4 - 8 * drawn(token, 1)));
  for (let i = 0; i < of.days; i++) {
    const bars = closes.flatMap((before, token) => {
      const close = before * Math.exp(0.08 * (drawn(token, 2, i) - 0.5));
      closes[token] = close;
      return barsOf(token, { before, close, i }).flatMap((bar) => soiled(bar, i) ?? []);
    });
    yield { day: addDays(of.from, i), bars, indexes: new Map([['fear_greed', 20 + ((i * 7) % 60)]]) };
  }
}

function barsOf(token: number, { before, close, i }: { before: number; close: number; i: number }): Bar[] {
  const named = {
    ucid: String(token + 1),
    symbol: token === 0 ? 'BTC' : `T${token}`,
    collectedAt: COLLECTED,
  };
  const volumeUsd = 1e9 * (0.5 + drawn(token, 3, i));
  const listed: Bar = {
    ...named,
    ...{ open: NONE, high: NONE, low: NONE, close, volumeUsd },
    marketCapUsd: (close * 1e12) / (token + 1) / 10 ** (4 - 8 * drawn(token, 1)),
    source: 'coinmarketcap',
  };
  const [high, low] = [Math.max(before, close) * 1.01, Math.min(before, close) * 0.99];
  const candle = { open: before, high, low, close: close * 1.0001, volumeUsd: volumeUsd / 3 };
  return token % 3 === 2
    ? [listed]
    : [listed, { ...named, ...candle, marketCapUsd: NONE, source: 'binance' }];
}

function soiled(bar: Bar, i: number): Bar | undefined {
  const luck = drawn(Number(bar.ucid), i, bar.source.length);
  if (luck < 0.004) return undefined;
  if (luck < 0.006) return { ...bar, close: bar.close * 40 };
  if (luck < 0.008) return { ...bar, close: 0 };
  if (luck < 0.01) return { ...bar, volumeUsd: NONE, marketCapUsd: 0 };
  return bar;
}
