/** What is sent to Numerai: one value strictly inside (0, 1) for each symbol of the universe, in its order. */
export interface Submission {
  /** Byte-exact, never re-cased or trimmed. */
  readonly symbols: readonly string[];
  readonly values: Float64Array;
}

export type SubmissionFormat = 'parquet' | 'csv';
