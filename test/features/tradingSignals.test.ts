import { describe, expect, it } from '@jest/globals';
import { BollingerBands, EMA, MFI, RSI, SMA, WSMA } from 'trading-signals';
import { CATALOGUE } from '../../shared/features/catalogue.ts';
import type { Feature } from '../../shared/features/feature.ts';
import type { Panel } from '../../shared/market/panel.ts';
import { catalogueValues } from '../support/catalogueValues.ts';
import { inventedPanel } from '../support/inventedPanel.ts';

interface Bar {
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volumeUsd: number;
}

/** Indicators of trading-signals, each begun on the first day of the feature's window. */
const CASES: readonly {
  readonly name: string;
  /** Bars that the library is fed. */
  readonly bars: number;
  readonly of: (window: readonly Bar[]) => number;
}[] = [
  {
    name: 'rsi_14',
    bars: 281,
    of: (window) =>
      last(
        new RSI(14, WSMA),
        window.map(({ close }) => close),
      ),
  },
  {
    name: 'rsi_20',
    bars: 364,
    of: (window) =>
      last(
        new RSI(20, WSMA),
        window.map(({ close }) => close),
      ),
  },
  {
    name: 'rsi_60',
    bars: 364,
    of: (window) =>
      last(
        new RSI(60, WSMA),
        window.map(({ close }) => close),
      ),
  },
  { name: 'mfi_14', bars: 15, of: (window) => last(new MFI(14), window.map(asCandle)) },
  {
    name: 'close_mean_20',
    bars: 20,
    of: (window) =>
      last(
        new SMA(20),
        window.map(({ close }) => close),
      ),
  },
  // The library begins an EMA with the first value: begun with as many means of the first values it is ours.
  { name: 'close_ewa_20', bars: 200, of: (window) => last(new EMA(20), begunWithMean(window, 20)) },
  { name: 'close_ewa_60', bars: 360, of: (window) => last(new EMA(60), begunWithMean(window, 60)) },
  { name: 'bollinger_position_20', bars: 20, of: (window) => bandPosition(window, 20) },
  { name: 'bollinger_position_60', bars: 60, of: (window) => bandPosition(window, 60) },
];

describe('windowed features are the indicators of trading-signals begun on the first day of the window', () => {
  const panel = inventedPanel({ tokens: 3, days: 420, seed: 5 });
  const values = catalogueValues(panel);

  it.each(CASES)('$name', ({ name, bars, of }) => {
    const feature = featureCalled(name);
    for (const day of [399, 404, 419]) {
      const theirs = of(barsOf(panel, day - bars + 1, day));
      expect(Math.abs(values.at(feature, '1', day) / theirs - 1)).toBeLessThan(1e-10);
    }
  });
});

function featureCalled(name: string): Feature {
  return CATALOGUE.find((feature) => feature.name === name)!;
}

/** BTC's bars from one day to another, both included. */
function barsOf({ fields }: Panel, from: number, to: number): Bar[] {
  return Array.from({ length: to - from + 1 }, (_, i) => ({
    high: fields.high[from + i]!,
    low: fields.low[from + i]!,
    close: fields.close[from + i]!,
    volumeUsd: fields.volumeUsd[from + i]!,
  }));
}

function last<T>(indicator: { add(input: T): number | null }, inputs: readonly T[]): number {
  let result: number | null = null;
  for (const input of inputs) result = indicator.add(input);
  return result!;
}

/** The library multiplies the volume with the typical price; ours is money already. */
function asCandle({ high, low, close, volumeUsd }: Bar) {
  return { open: close, high, low, close, volume: volumeUsd / ((high + low + close) / 3) };
}

function begunWithMean(window: readonly Bar[], days: number): number[] {
  const closes = window.map(({ close }) => close);
  const mean = closes.slice(0, days).reduce((sum, close) => sum + close, 0) / days;
  return [...new Array<number>(days).fill(mean), ...closes.slice(days)];
}

function bandPosition(window: readonly Bar[], days: number): number {
  const bands = new BollingerBands(days, 2);
  for (const { close } of window) bands.add(close);
  const { upper, lower } = bands.getResultOrThrow();
  return (window.at(-1)!.close - lower) / (upper - lower);
}
