import type { Bar, Field } from './bar.ts';
import { barKey } from './barKey.ts';
import type { Correction } from './correction.ts';

const { NaN: unknown } = Number;
const NO_NUMBERS: Readonly<Record<Field, number>> = {
  open: unknown,
  high: unknown,
  low: unknown,
  close: unknown,
  volumeUsd: unknown,
  marketCapUsd: unknown,
};

/** Bars with the corrected numbers in them, later corrections over earlier ones; a token that was not there gets a row. */
export function applyCorrections(bars: readonly Bar[], corrections: readonly Correction[]): Bar[] {
  const corrected = new Map(bars.map((bar) => [barKey(bar), bar]));
  for (const correction of corrections) {
    const { ucid, symbol, source, field, now, seenAt: collectedAt } = correction;
    const before = corrected.get(barKey(correction)) ?? { ...NO_NUMBERS, ucid, symbol, source };
    corrected.set(barKey(correction), { ...before, [field]: now, collectedAt });
  }
  return [...corrected.values()];
}
