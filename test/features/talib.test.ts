import { join, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { Arena } from '../../shared/features/arena.ts';
import { CATALOGUE } from '../../shared/features/catalogue.ts';
import { exponential } from '../../shared/features/primitives/exponential.ts';
import type { Frame } from '../../shared/features/primitives/frame.ts';
import { moneyFlowIndex } from '../../shared/features/primitives/moneyFlowIndex.ts';
import { type Observed, observe } from '../../shared/features/primitives/observed.ts';
import { strength } from '../../shared/features/primitives/strength.ts';
import { trueRanges } from '../../shared/features/primitives/trueRanges.ts';
import { wilder } from '../../shared/features/primitives/wilder.ts';
import { windowAverage } from '../../shared/features/primitives/windowAverage.ts';
import { windowMeans } from '../../shared/features/primitives/windowMeans.ts';
import { windowMoments } from '../../shared/features/primitives/windowMoments.ts';
import { barPanel } from '../support/barPanel.ts';
import { catalogueValues } from '../support/catalogueValues.ts';
import { csvRows, numberIn } from '../support/csvRows.ts';
import { sharedData } from '../support/sharedFolder.ts';

type Rows = readonly Readonly<Record<string, string>>[];
interface Case {
  readonly name: string;
  readonly bars: Rows;
  readonly expected: Rows;
  /** Money that changed hands, as TA-Lib has it: the typical price times the tokens traded. */
  readonly money: (row: Readonly<Record<string, string>>) => number;
}

const GOLDEN = resolve(import.meta.dirname, '../golden/features');
const FEW_ULP = 1e-11;
/** From the first on; a window for each day from there costs the square of them. */
const REAL_BARS = 320;

for (const { name, bars, expected, money } of cases()) {
  const [high, low, close] = (['high', 'low', 'close'] as const).map((one) => column(bars, one));
  const whole = frameOf(bars.length);
  const closes = observe(whole, close!);
  const changes = observe(whole, changesOf(close!));
  const typical = close!.map((c, i) => (high![i]! + low![i]! + c) / 3);
  const ranges = observe(whole, trueRanges(whole, { high: high!, low: low!, close: close! }));

  describe(`primitives on ${name}, from TA-Lib's own start`, () => {
    it.each([14, 60])('give the RSI of %i days', (days) => {
      const ours = eachDay(bars.length, days, (i) => (frame) => strength(frame, changes, wilder(days, i)));
      expectEqual(ours, column(expected, `rsi${days}`));
    });

    it('give MACD, its signal and its histogram', () => {
      const slow = averages(closes, { period: 26, from: 0 });
      const fast = averages(closes, { period: 12, from: 14 });
      const line = slow.map((value, i) => fast[i]! - value);
      const signal = averages(observe(whole, line), { period: 9, from: 25 });
      const scale = Math.max(...close!);
      expectEqual(line.fill(Number.NaN, 0, 33), column(expected, 'macd'), scale);
      expectEqual(signal, column(expected, 'macd_signal'), scale);
      expectEqual(
        line.map((value, i) => value - signal[i]!),
        column(expected, 'macd_hist'),
        scale,
      );
    });

    it('give the ATR', () => {
      const ours = eachDay(bars.length, 14, (i) => (frame) => windowAverage(frame, ranges, wilder(14, i)));
      expectEqual(ours, column(expected, 'atr14'));
    });

    it('give the EMA', () => {
      expectEqual(averages(closes, { period: 20, from: 0 }), column(expected, 'ema20'));
    });

    it('give the MFI', () => {
      const flows = { changes: observe(whole, changesOf(typical)), volumes: Float64Array.from(bars, money) };
      expectEqual(moneyFlowIndex(whole, flows, { days: 14, need: 14 }), column(expected, 'mfi14'));
    });

    it('give mean, standard deviation and Bollinger bands', () => {
      const { count, mean, squares } = windowMoments(whole, closes, { days: 20, need: 20 });
      const deviation = squares.map((sum, i) => Math.sqrt(sum / count[i]!));
      expectEqual(windowMeans(whole, closes, { days: 20, need: 20 }), column(expected, 'sma20'));
      expectEqual(deviation, column(expected, 'stddev20'), Math.max(...close!) * 100);
      expectEqual(
        mean.map((value, i) => value + 2 * deviation[i]!),
        column(expected, 'bb20_upper'),
        Math.max(...close!),
      );
      expectEqual(
        mean.map((value, i) => value - 2 * deviation[i]!),
        column(expected, 'bb20_lower'),
        Math.max(...close!),
      );
    });
  });

  it.each([
    { feature: 'cci_20', talib: 'cci20', of: (value: number) => value },
    { feature: 'williams_r_14', talib: 'willr14', of: (value: number) => value },
    { feature: 'momentum_10', talib: 'roc10', of: (value: number) => 100 * Math.expm1(value) },
  ])(`the feature $feature is TA-Lib's $talib on ${name}`, ({ feature, talib, of }) => {
    const panel = barPanel(
      bars.map((row) => ({ ...row, ucid: '1' })),
      { key: 'ucid' },
    );
    const entry = CATALOGUE.find((one) => one.name === feature)!;
    const values = catalogueValues(panel, { features: [entry] }).of(entry, '1');
    const theirs = column(expected, talib);
    // A feature may have a value before TA-Lib does: four days in five are enough.
    const ours = values.map((value, i) => (Number.isNaN(theirs[i]!) ? Number.NaN : of(value)));
    expectEqual(ours, theirs, 100);
  });
}

function cases(): Case[] {
  const bars = csvRows(join(GOLDEN, 'bars.csv'));
  const expected = csvRows(join(GOLDEN, 'talib.csv'));
  const own = ['1', '2'].map((ucid) => {
    const outputs = expected.filter((row) => row.ucid === ucid);
    const rows = bars.filter((row) => row.ucid === ucid).slice(0, outputs.length);
    const name = ucid === '1' ? 'an invented series' : 'tiny prices';
    return { name, bars: rows, expected: outputs, money: (row: Rows[number]) => numberIn(row.volume_usd) };
  });
  if (!sharedData) return own;
  const real = csvRows(join(sharedData, 'market/market_daily_2024_2026.csv.gz'));
  const golden = csvRows(join(sharedData, 'market/talib_golden.csv.gz'));
  const symbols = [...new Set(golden.map(({ symbol }) => symbol!))];
  return [
    ...own,
    ...symbols.map((symbol) => ({
      name: `real ${symbol}`,
      bars: real.filter((row) => row.symbol === symbol).slice(0, REAL_BARS),
      expected: golden.filter((row) => row.symbol === symbol).slice(0, REAL_BARS),
      money: (row: Rows[number]) =>
        ((numberIn(row.high) + numberIn(row.low) + numberIn(row.close)) / 3) * numberIn(row.volume_base),
    })),
  ];
}

/** The exponential averages that begin with the mean of `period` values from index `from` on. */
function averages(
  input: Observed,
  { period, from }: { readonly period: number; readonly from: number },
): Float64Array {
  const { length } = input.values;
  return eachDay(
    length,
    from + period - 1,
    (i) => (frame) => windowAverage(frame, input, exponential(period, i + 1 - from)),
  );
}

/** What `compute` gives for each day in a window that begins where TA-Lib begins; NaN before `from`. */
function eachDay(
  length: number,
  from: number,
  compute: (day: number) => (frame: Frame) => Float64Array,
): Float64Array {
  const arena = new Arena(length + 1);
  const memory = { take: () => arena.take(), giveBack: (count: number) => arena.giveBack(count) };
  return Float64Array.from({ length }, (_, i) => {
    if (i < from) return Number.NaN;
    arena.releaseTo(0);
    return compute(i)({ first: i, length: i + 1, epochDay: 20_000, ...memory })[i]!;
  });
}

/** Arrays are handed out once: what is computed on them stays. */
function frameOf(length: number): Frame {
  return { first: 0, length, epochDay: 20_000, take: () => new Float64Array(length + 1), giveBack: () => {} };
}

function changesOf(values: Float64Array): Float64Array {
  return values.map((value, i) => (i === 0 ? Number.NaN : value - values[i - 1]!));
}

function column(rows: Rows, name: string): Float64Array {
  return Float64Array.from(rows, (row) => numberIn(row[name]));
}

/** Equal but for the rounding of TA-Lib's running sums, on every bar that TA-Lib has a value for. */
function expectEqual(ours: Float64Array, theirs: Float64Array, scale = 0): void {
  const known = [...theirs.keys()].filter((i) => !Number.isNaN(theirs[i]!));
  expect(known.length).toBeGreaterThan(80);
  const off = known.filter(
    (i) => !(Math.abs(ours[i]! - theirs[i]!) <= FEW_ULP * Math.max(Math.abs(theirs[i]!), scale)),
  );
  expect(off.slice(0, 5).map((i) => ({ bar: i, ours: ours[i], theirs: theirs[i] }))).toEqual([]);
}
