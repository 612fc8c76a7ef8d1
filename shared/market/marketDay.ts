import type { UtcDay } from '../domain/utcDay.ts';
import type { Bar } from './bar.ts';

/** What the store holds of one UTC day. */
export interface MarketDay {
  readonly day: UtcDay;
  /** Each (ucid, source) once. */
  readonly bars: readonly Bar[];
  /** Numbers for the whole market, by name. */
  readonly indexes: ReadonlyMap<string, number>;
}
