/**
 * Raw scores of an ensemble. Each output is summed tree by tree in file order, rounded after every addition as the
 * training library does, so that it has the same bits.
 *
 * @param columns one per feature, each `rows` long; NaN is missing
 * @returns rows × outputs, row by row
 */
export type Evaluator = (columns: readonly Float64Array[], rows: number) => Float64Array;
