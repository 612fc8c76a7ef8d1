import type { Column } from '../domain/table.ts';
import { InputError } from '../errors.ts';
import type { CatboostFile } from './catboostFile.ts';
import { cityHash64 } from './cityHash64.ts';
import type { FeatureReader } from './featureNumbers.ts';
import { numericColumn } from './numericColumn.ts';

export interface CatboostFeatures {
  /** In training order; undefined when the model was trained without names. */
  readonly names: readonly string[] | undefined;
  readonly count: number;
  /** By index among the float features: the place among all features, and where NaN goes. */
  readonly floats: ReadonlyMap<number, { readonly feature: number; readonly nan: 'left' | 'right' }>;
  /** By index among the category features: the place among all features. */
  readonly categories: ReadonlyMap<number, number>;
}

/**
 * The features of a CatBoost file: its lists by kind put into one, in training order.
 *
 * @throws InputError `model_damaged`
 */
export function catboostFeatures({ features_info: info }: CatboostFile): CatboostFeatures {
  const [float, category] = [info.float_features ?? [], info.categorical_features ?? []];
  const all = [...float, ...category, ...(info.text_features ?? []), ...(info.embedding_features ?? [])];
  const ordered = all.toSorted((a, b) => a.flat_feature_index - b.flat_feature_index);
  const wrong = ordered.findIndex(({ flat_feature_index }, i) => flat_feature_index !== i);
  if (wrong >= 0) throw new InputError('model_damaged', `feature ${wrong} is missing or stands twice`);
  const names = ordered.map(({ feature_id }) => feature_id);
  const unnamed = names.every((name, i) => name === '' || name === String(i));
  const usable = !unnamed && !names.includes('') && new Set(names).size === names.length;
  return {
    names: usable ? names : undefined,
    count: ordered.length,
    floats: new Map(
      float.map(({ feature_index, flat_feature_index: feature, nan_value_treatment }) => [
        feature_index,
        { feature, nan: nan_value_treatment === 'AsTrue' ? 'right' : 'left' },
      ]),
    ),
    categories: new Map(
      category.map(({ feature_index, flat_feature_index }) => [feature_index, flat_feature_index]),
    ),
  };
}

/** @throws InputError `model_damaged` when the file has no such float feature */
export function floatOf(
  { floats }: CatboostFeatures,
  index: number,
): { feature: number; nan: 'left' | 'right' } {
  const float = floats.get(index);
  if (float) return float;
  throw new InputError('model_damaged', `a split asks for float feature ${index} of ${floats.size}`);
}

/** @throws InputError `model_damaged` when the file has no such category feature */
export function categoryOf({ categories }: CatboostFeatures, index: number): number {
  const feature = categories.get(index);
  if (feature !== undefined) return feature;
  throw new InputError('model_damaged', `a split asks for category feature ${index} of ${categories.size}`);
}

/**
 * Reads a column of categories as the places of their hashes in a list, -1 where they are none of them.
 *
 * @param hashes the low 32 bits of each text's CityHash64, signed, as splits hold them
 */
function hashReader(hashes: readonly number[]): FeatureReader {
  const places = new Map(hashes.map((hash, place) => [hash, place]));
  return ({ values }: Column) => {
    const known = new Map<string | number | null, number>();
    const place = (value: string | number | null) => {
      const found = known.get(value) ?? placeOf(value, places);
      known.set(value, found);
      return found;
    };
    return Float64Array.from<string | number | null>(values, place);
  };
}

function placeOf(value: string | number | null, places: ReadonlyMap<number, number>): number {
  if (places.size === 0) return -1;
  const hashes = spellings(value).map((text) =>
    BigInt.asIntN(32, cityHash64(new TextEncoder().encode(text))),
  );
  return hashes.map((hash) => places.get(Number(hash))).find((place) => place !== undefined) ?? -1;
}

/** CatBoost knows text only: what Python makes of other values before training, likeliest first. */
function spellings(value: string | number | null): string[] {
  if (typeof value === 'string') return [value];
  if (value === null || Number.isNaN(value)) return ['', 'nan'];
  return Number.isInteger(value) ? [String(value), value.toFixed(1)] : [String(value)];
}

/** @param hashes by place among all features: the hashes that splits ask for, of features that are categories */
export function catboostReaders(
  { count, names, floats }: CatboostFeatures,
  hashes: ReadonlyMap<number, readonly number[]>,
): FeatureReader[] {
  const numbers = new Set(Array.from(floats.values(), ({ feature }) => feature));
  return Array.from({ length: count }, (_, i) => {
    if (numbers.has(i))
      return (column: Column) => numericColumn(column, undefined, names?.[i] ?? `feature ${i}`);
    return hashReader(hashes.get(i) ?? []);
  });
}
