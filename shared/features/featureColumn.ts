import type { Feature } from './feature.ts';
import type { TransformName } from './transforms.ts';

/** A column of a training table or of a live row: a feature, as it is or as a place in the day's cross-section. */
export interface FeatureColumn {
  /** What models know it by, e.g. `momentum_20` or `momentum_20_rank`. */
  readonly name: string;
  /** Changes whenever a value changes: of the feature, and of the transform where there is one. */
  readonly version: string;
  readonly feature: Feature;
  readonly transform: TransformName | undefined;
}
