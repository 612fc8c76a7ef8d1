import type { UtcDay } from '../../domain/utcDay.ts';
import type { Unresolved } from './dayTokens.ts';

/** Where the tokens of a day come from: train.parquet, the live file a run kept, the largest of the market store. */
export type UniverseSource = 'train' | 'live' | 'store';

/** What an export has come to; it grows while the rows are taken. */
export interface ExportTally {
  rows: number;
  first: UtcDay | undefined;
  last: UtcDay | undefined;
  /** Days by the source of their universe. */
  readonly days: Record<UniverseSource, number>;
  /** Rows of days of which the market store has nothing. */
  rowsWithoutMarket: number;
  /** Rows of other days whose symbol is of no certain token. */
  readonly unresolved: Record<Unresolved, number>;
  /** Rows with a number, by column. */
  readonly filled: Map<string, number>;
}

export function emptyTally(): ExportTally {
  return {
    rows: 0,
    first: undefined,
    last: undefined,
    days: { train: 0, live: 0, store: 0 },
    rowsWithoutMarket: 0,
    unresolved: { unknown: 0, ambiguous: 0, priceDisagrees: 0 },
    filled: new Map(),
  };
}
