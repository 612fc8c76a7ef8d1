/** A column of a table, missing values included. */
export type Column =
  | { readonly kind: 'text'; readonly values: readonly (string | null)[] }
  /** Any number or boolean; null and NaN are both NaN. */
  | { readonly kind: 'number'; readonly values: Float64Array }
  /** A timestamp or date as epoch milliseconds UTC (a value without zone is taken as UTC); null is NaN. */
  | { readonly kind: 'time'; readonly values: Float64Array };

/** A table held by column, columns in file order. Read it by column name, never by position. */
export interface Table {
  readonly rows: number;
  readonly columns: ReadonlyMap<string, Column>;
}
