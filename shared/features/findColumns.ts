import { UsageError } from '../errors.ts';
import { nearestNames } from '../models/nearestNames.ts';
import { CATALOGUE } from './catalogue.ts';
import type { Feature } from './feature.ts';
import type { FeatureColumn } from './featureColumn.ts';
import { TRANSFORMS, type TransformName } from './transforms.ts';

const BY_NAME: ReadonlyMap<string, Feature> = new Map(CATALOGUE.map((feature) => [feature.name, feature]));
const TRANSFORM_NAMES = Object.keys(TRANSFORMS) as readonly TransformName[];

/**
 * The columns that names stand for: a name of the catalogue, or one with `_rank`, `_gauss` or `_bin` after it.
 *
 * @throws UsageError `unknown_feature` with the nearest names there are
 */
export function findColumns(names: readonly string[]): FeatureColumn[] {
  return names.map((name) => {
    const column = findColumn(name);
    if (column) return column;
    const near = nearestNames(name, [...BY_NAME.keys()]);
    const hint = near.length > 0 ? `; the nearest: ${near.join(', ')}` : '';
    throw new UsageError('unknown_feature', `there is no market feature "${name}"${hint}`);
  });
}

/** @returns undefined when the catalogue has no such name */
export function findColumn(name: string): FeatureColumn | undefined {
  const feature = BY_NAME.get(name);
  if (feature) return columnOf(name, feature, feature.transform);
  const transform = TRANSFORM_NAMES.find((one) => name.endsWith(`_${one}`));
  const base = transform && BY_NAME.get(name.slice(0, -transform.length - 1));
  // A place in the cross-section is not ranked again.
  return base && !base.transform ? columnOf(name, base, transform) : undefined;
}

function columnOf(name: string, feature: Feature, transform: TransformName | undefined): FeatureColumn {
  const version = transform ? `${feature.version}.${TRANSFORMS[transform].version}` : feature.version;
  return { name, version, feature, transform };
}
