import type { Column } from '../domain/table.ts';

/** A trained model, read from its file, ready to predict. Pure: same input, same bits. */
export interface Model {
  /** The file format, e.g. `lightgbm-text`. */
  readonly kind: string;
  /** In training order; undefined when the file carries none and columns are taken by order. */
  readonly featureNames: readonly string[] | undefined;
  readonly featureCount: number;
  /** Values per row: 1, or the number of classes or targets. */
  readonly outputs: number;
  /**
   * Raw scores, before any objective transform.
   *
   * @param columns one per feature in training order, each `rows` long; NaN or null is missing
   * @returns rows × outputs, row by row
   */
  raw(columns: readonly Column[], rows: number): Float64Array;
  /** The objective's transform of raw scores (sigmoid, exp, softmax, …), same shape, as the library's predict() gives. */
  prediction(raw: Float64Array): Float64Array;
}
