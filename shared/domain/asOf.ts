import type { UserDay } from './userDay.ts';
import { daysBetween, type UtcDay } from './utcDay.ts';

export interface AsOf {
  readonly day: UtcDay;
  /** A number that is older than this on `day` is not known any more. */
  readonly maxAgeDays: number;
  readonly tokens: {
    readonly symbols: readonly string[];
    /** '' or undefined where a token has none; it then joins by symbol only. */
    readonly ucids: readonly string[] | undefined;
  };
}

/**
 * Per token the newest number of a column that was known on `day`; nothing of a later day is looked at.
 *
 * @param days oldest first
 * @returns one value per token, NaN where none is young enough
 */
export function asOf(days: readonly UserDay[], column: string, at: AsOf): Float64Array {
  const values = new Float64Array(at.tokens.symbols.length).fill(Number.NaN);
  for (const one of days) {
    const age = daysBetween(one.day, at.day);
    const numbers = one.columns.get(column);
    if (numbers && age >= 0 && age <= at.maxAgeDays) overwrite(values, one, { numbers, tokens: at.tokens });
  }
  return values;
}

function overwrite(
  values: Float64Array,
  { joinedBy, places }: UserDay,
  { numbers, tokens }: { numbers: Float64Array; tokens: AsOf['tokens'] },
): void {
  const keys = joinedBy === 'ucid' ? (tokens.ucids ?? []) : tokens.symbols;
  keys.forEach((key, row) => {
    const value = numbers[places.get(key) ?? -1] ?? Number.NaN;
    if (!Number.isNaN(value)) values[row] = value;
  });
}
