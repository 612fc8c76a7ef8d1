import { type Bar, FIELDS, type Field } from './bar.ts';
import { barKey } from './barKey.ts';
import type { Remark } from './remark.ts';

/** What rounding on the way may do to a price. */
const ROUNDING = 1e-9;

export interface CleanBars {
  /** Each (ucid, source) once, every number positive or NaN. */
  readonly bars: readonly Bar[];
  readonly gaps: readonly Remark[];
}

/**
 * Bars as they may be stored. A price, volume or market cap that is not positive is no reading but an outage and becomes
 * NaN; so do the open, high and low of a candle that contradicts itself. Of rows for one token the first stays. A row
 * without any number goes. Everything that was taken away is told, but for numbers the provider does not have.
 */
export function cleanBars(bars: readonly Bar[]): CleanBars {
  const gaps: Remark[] = [];
  const kept = new Map<string, Bar>();
  for (const bar of bars) {
    const tell = (reason: string) =>
      gaps.push({ ucid: bar.ucid, symbol: bar.symbol, source: bar.source, reason });
    const clean = soundCandle(soundNumbers(bar, tell), tell);
    const key = barKey(bar);
    const before = kept.get(key);
    if (bar.ucid === '') tell('no ucid');
    else if (FIELDS.every((field) => Number.isNaN(clean[field]))) tell('no values');
    else if (before === undefined) kept.set(key, clean);
    else if (!sameNumbers(before, clean)) tell('listed twice with different values');
  }
  for (const { ucid, symbol, source, close } of kept.values()) {
    if (Number.isNaN(close)) gaps.push({ ucid, symbol, source, reason: 'no close' });
  }
  return { bars: [...kept.values()], gaps };
}

function soundNumbers(bar: Bar, tell: (reason: string) => void): Bar {
  const wrong = FIELDS.filter((field) => !Number.isNaN(bar[field]) && !isReading(bar[field]));
  if (wrong.length === 0) return bar;
  // Zero volume is common among the smallest tokens and not worth a word each.
  const told = wrong.filter((field) => field !== 'volumeUsd' && field !== 'marketCapUsd');
  for (const field of told) tell(`${field} of ${bar[field]}`);
  return { ...bar, ...unknown(wrong) };
}

function isReading(value: number): boolean {
  return value > 0 && value < Number.POSITIVE_INFINITY;
}

function soundCandle(bar: Bar, tell: (reason: string) => void): Bar {
  const { open, high, low, close } = bar;
  const inside = [open, high, low, close].filter((price) => !Number.isNaN(price));
  const isSound = inside.every(
    (price) => !(high < price * (1 - ROUNDING)) && !(low > price * (1 + ROUNDING)),
  );
  if (isSound) return bar;
  tell(`high ${high} and low ${low} do not enclose open ${open} and close ${close}`);
  return { ...bar, ...unknown(['open', 'high', 'low']) };
}

function unknown(fields: readonly Field[]): Partial<Record<Field, number>> {
  return Object.fromEntries(fields.map((field) => [field, Number.NaN]));
}

function sameNumbers(a: Bar, b: Bar): boolean {
  return FIELDS.every((field) => Object.is(a[field], b[field]));
}
