/** Which columns are neutralised to, and how much of what they explain is taken out: 0 … 1. */
export interface Neutralisation {
  readonly features: readonly string[];
  readonly proportion: number;
}

/** What a submission was made of. */
export interface Recipe {
  readonly models: readonly { readonly model: string; readonly version: string; readonly weight: number }[];
  readonly neutralise?: Neutralisation | undefined;
  /** The column that was ranked, where there is no model. */
  readonly signal?: string | undefined;
}
