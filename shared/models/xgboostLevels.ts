import { InputError } from '../errors.ts';
import { floats, wholes } from './documentPart.ts';
import type { Levels } from './pandasLevels.ts';
import type { XgboostFile, XgboostLevels } from './xgboostFile.ts';

/**
 * The levels that XGBoost 3.1 and later store of pandas categories; a level's place is its code.
 *
 * @param featureCount of the model
 * @returns per feature its levels, or undefined where values are numbers or codes
 * @throws InputError `model_damaged`, `unsupported_model` for names that were stored wrongly
 */
export function xgboostLevels(
  { booster, version }: XgboostFile,
  featureCount: number,
): (Levels | undefined)[] {
  const enc = booster.kind === 'trees' ? (booster.cats?.enc ?? []) : [];
  if (enc.length === 0) return Array.from({ length: featureCount }, () => undefined);
  if (enc.length !== featureCount) {
    throw new InputError('model_damaged', `cats tells of ${enc.length} features, not of ${featureCount}`);
  }
  return enc.map((levels, feature) => levelsOf(levels, `cats of feature ${feature}`, version));
}

function levelsOf(
  { offsets, values }: XgboostLevels,
  what: string,
  version: XgboostFile['version'],
): Levels | undefined {
  if (values.length === 0 && offsets.length <= 1) return undefined;
  if (offsets.length === 0) return [...floats(values, what)];
  // In the file bytes may be signed.
  const bytes = Uint8Array.from(wholes(values, what));
  if (cutsNames(version) && bytes.some((byte) => byte > 0x7f)) throw wronglyStored(what);
  return texts(wholes(offsets, what), bytes, what);
}

function texts(offsets: Int32Array, bytes: Uint8Array, what: string): string[] {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  return Array.from(offsets.subarray(1), (end, i) => {
    const start = offsets[i]!;
    if (start < 0 || start > end || end > bytes.length) {
      throw new InputError('model_damaged', `${what}: the texts do not lie in the ${bytes.length} bytes`);
    }
    try {
      return decoder.decode(bytes.subarray(start, end));
    } catch (cause) {
      throw new InputError('model_damaged', `${what}: level ${i} is no text`, { cause });
    }
  });
}

/** @see https://github.com/dmlc/xgboost/pull/12371 */
function cutsNames([major, minor]: XgboostFile['version']): boolean {
  return major === 3 && minor < 4;
}

function wronglyStored(what: string): InputError {
  return new InputError(
    'unsupported_model',
    `${what}: XGBoost 3.1 to 3.3 cuts category names beyond ASCII when it stores them, so that they cannot be told apart`,
    {
      hint: 'Rename the categories to plain letters, train on their codes, or train with XGBoost 3.4 or later.',
    },
  );
}
