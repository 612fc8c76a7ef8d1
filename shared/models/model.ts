import type { Column } from '../domain/table.ts';

/** A trained model, read from its file, ready to predict. Pure: same input, same bits. */
export interface Model {
  /** The file format, e.g. `lightgbm-text`. */
  readonly kind: string;
  /** In training order; undefined when the file carries none and columns are taken by order. */
  readonly featureNames: readonly string[] | undefined;
  readonly featureCount: number;
  /** Raw scores per row: 1, or the number of classes or targets. */
  readonly outputs: number;
  /** Predictions per row: as many as raw scores, or 1 where the library predicts the number of the class. */
  readonly predictionOutputs: number;
  /**
   * Raw scores, before any objective transform.
   *
   * @param columns one per feature in training order, each `rows` long; NaN or null is missing
   * @returns rows × outputs, row by row
   * @throws InputError `feature_shape`, `too_many_scores`
   */
  raw(columns: readonly Column[], rows: number, options?: RawOptions): Promise<Float64Array>;
  /**
   * The objective's transform of raw scores (sigmoid, exp, softmax, …), as the library's predict() gives.
   *
   * @returns rows × predictionOutputs, row by row
   */
  prediction(raw: Float64Array): Float64Array;
}

export interface RawOptions {
  /**
   * A number that means missing in number columns, beside NaN; compared as the library reads numbers, so that for
   * XGBoost -999.00001 is -999.
   */
  readonly missing?: number | undefined;
}
