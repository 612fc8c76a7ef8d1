import * as z from 'zod';
import { InputError } from '../errors.ts';
import type { FeatureInfo } from './lightgbmHeader.ts';

/** The levels of one pandas category column; a level's place is its code. */
export type Levels = readonly (string | number | boolean)[];

const PandasCategorical = z.array(z.array(z.union([z.string(), z.number(), z.boolean()]))).nullable();

/**
 * Which features have which levels. The file lists the levels by category column and does not say which
 * features these are: they are the features that were trained as categories, and perhaps ones that were not
 * used. Where that leaves a choice it refuses, since a wrong guess gives plausible wrong numbers.
 *
 * @param json the file's `pandas_categorical`; undefined when there is none
 * @param infos one per feature, or empty
 * @returns per feature its levels, or undefined where values are numbers or codes
 * @throws InputError `model_damaged`, `unsupported_model`
 */
export function pandasLevels(
  json: string | undefined,
  infos: readonly FeatureInfo[],
): (Levels | undefined)[] {
  const lists = parse(json);
  const result: (Levels | undefined)[] = infos.map(() => undefined);
  if (lists.length === 0) return result;
  const features = matching(lists.length, infos);
  lists.forEach((levels, i) => {
    const info = infos[features[i]!]!;
    if (info.kind === 'category' && info.largest >= levels.length) throw ambiguous(lists.length);
    result[features[i]!] = levels;
  });
  return result;
}

function parse(json: string | undefined): Levels[] {
  if (json === undefined) return [];
  try {
    return PandasCategorical.parse(JSON.parse(json)) ?? [];
  } catch (cause) {
    throw new InputError('model_damaged', 'the pandas_categorical line is not a list of levels', { cause });
  }
}

/** The features the lists belong to, in order. */
function matching(lists: number, infos: readonly FeatureInfo[]): number[] {
  const places = (kinds: FeatureInfo['kind'][]) =>
    infos.flatMap((info, feature) => (kinds.includes(info.kind) ? [feature] : []));
  const trained = places(['category']);
  if (trained.length === lists) return trained;
  const possible = places(['category', 'none']);
  if (possible.length === lists && !infos.some(mayBeOrderedCategory)) return possible;
  throw ambiguous(lists);
}

/** Ordered pandas categories have levels too but are trained as numbers: their codes. */
function mayBeOrderedCategory(info: FeatureInfo): boolean {
  return info.kind === 'number' && info.min >= 0 && Number.isInteger(info.min) && Number.isInteger(info.max);
}

function ambiguous(lists: number): InputError {
  return new InputError(
    'unsupported_model',
    `the file lists the levels of ${lists} pandas category columns and does not tell which features they are`,
    {
      hint: 'Train on unordered category columns only, or on integer codes (df[c].cat.codes) instead of them.',
    },
  );
}
