import { CATALOGUE } from './catalogue.ts';
import { findColumn } from './findColumns.ts';
import { TRANSFORMS } from './transforms.ts';

/**
 * Version of every feature that this code computes, by name, those with a transform's ending included. Numerai's own
 * come with the live file and have no version.
 */
export const COMPUTED_FEATURES: ReadonlyMap<string, string> = new Map(
  CATALOGUE.flatMap(({ name }) => [name, ...Object.keys(TRANSFORMS).map((ending) => `${name}_${ending}`)])
    .flatMap((name) => findColumn(name) ?? [])
    .map(({ name, version }) => [name, version]),
);
