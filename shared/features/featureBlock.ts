import type { UtcDay } from '../domain/utcDay.ts';
import type { Feature } from './feature.ts';

/** Untransformed values of features: tokens × consecutive days. */
export interface FeatureBlock {
  readonly from: UtcDay;
  readonly days: number;
  /** Row of each token within a day. */
  readonly rows: ReadonlyMap<string, number>;
  /** Day-major: the token of row r on day i of the block stands at `i * rows.size + r`; NaN is unknown. */
  readonly values: ReadonlyMap<Feature, Float64Array>;
}
