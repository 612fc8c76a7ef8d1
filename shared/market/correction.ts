import type { Field } from './bar.ts';

/** A number that a provider told differently after it was stored. Used only once `market repair` has applied it. */
export interface Correction {
  readonly ucid: string;
  readonly symbol: string;
  readonly source: string;
  readonly field: Field;
  /** What is, or was, in bars.parquet; NaN when there was nothing. */
  readonly was: number;
  readonly now: number;
  /** When the provider told it. */
  readonly seenAt: Date;
  /** Undefined while it waits. */
  readonly appliedAt: Date | undefined;
}
