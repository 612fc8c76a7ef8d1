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
 * NaN; so does a number that two rows of one token tell differently, and the open, high and low of a candle that
 * contradicts itself. A row without any number goes. Everything that was taken away is told, but for numbers the
 * provider does not have.
 */
export function cleanBars(bars: readonly Bar[]): CleanBars {
  const gaps: Remark[] = [];
  const kept: Bar[] = [];
  for (const rows of rowsByToken(bars)) {
    const { ucid, symbol, source } = rows[0];
    const tell = (reason: string) => gaps.push({ ucid, symbol, source, reason });
    const told = rows.map((row) => soundNumbers(row, tell));
    const clean = soundCandle(unanimous(told, tell), tell);
    if (ucid === '') tell('no ucid');
    else if (FIELDS.every((field) => Number.isNaN(clean[field]))) tell('no values');
    else {
      kept.push(clean);
      if (Number.isNaN(clean.close)) tell('no close');
    }
  }
  return { bars: kept, gaps };
}

function rowsByToken(bars: readonly Bar[]): Iterable<[Bar, ...Bar[]]> {
  const rows = new Map<string, [Bar, ...Bar[]]>();
  for (const bar of bars) {
    const before = rows.get(barKey(bar));
    if (before) before.push(bar);
    else rows.set(barKey(bar), [bar]);
  }
  return rows.values();
}

/** What several rows of one token say together: of different numbers nobody knows which is right. */
function unanimous([first, ...others]: readonly Bar[], tell: (reason: string) => void): Bar {
  if (others.length === 0) return first!;
  const known = (field: Field) =>
    [first!, ...others].map((row) => row[field]).filter((value) => !Number.isNaN(value));
  const differing = FIELDS.filter((field) => known(field).some((value) => differ(value, known(field)[0]!)));
  if (differing.length > 0) tell(`listed twice with different values: ${differing.join(', ')}`);
  const numbers = FIELDS.map((field) => [field, known(field)[0] ?? Number.NaN] as const);
  return { ...first!, ...Object.fromEntries(numbers), ...unknown(differing) };
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

function differ(a: number, b: number): boolean {
  return Math.abs(a - b) > ROUNDING * Math.max(a, b);
}
