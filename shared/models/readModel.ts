import { gunzipSync } from 'node:zlib';
import { InputError } from '../errors.ts';
import { catboostModel } from './catboostModel.ts';
import { foreignFormat } from './foreignFormat.ts';
import { parseJsonDocument } from './jsonDocument.ts';
import { lightgbmDump } from './lightgbmDump.ts';
import { lightgbmModel } from './lightgbmModel.ts';
import { parseLightgbmText } from './lightgbmText.ts';
import { linearModel } from './linearModel.ts';
import type { Model } from './model.ts';
import { parseUbjson } from './ubjson.ts';
import { xgboostModel } from './xgboostModel.ts';

/** Packed or not. 20,000 trees of 64 leaves are 150 MiB as text. */
const LARGEST = 256 * 2 ** 20;

/**
 * A model from the bytes of its file, whose format is told by its content; gzip is unpacked first. Read are
 * LightGBM text and dumps, XGBoost JSON and UBJSON, CatBoost JSON, and linear models (see `linearModel`).
 *
 * @param filename helps to name a format that is not read
 * @throws InputError `unsupported_model` with how to export one that is, `model_damaged`
 */
export function readModel(bytes: Uint8Array, filename: string): Model {
  if (bytes.length > LARGEST) throw tooLarge(filename);
  const content = isGzip(bytes) ? gunzip(bytes, filename) : bytes;
  if (content.length === 0) throw new InputError('model_damaged', `${filename} is empty`);
  const start = head(content);
  if (/^tree\r?\n/.test(start)) return lightgbmModel('lightgbm-text', parseLightgbmText(content));
  if (/^\{[iUIlL]/.test(start)) return xgboostModel('xgboost-ubj', parseUbjson(content));
  const model = /^(\u00ef\u00bb\u00bf)?\s*\{/.test(start) ? jsonModel(parseJsonDocument(content)) : undefined;
  if (model) return model;
  throw foreignFormat(content, filename);
}

/** Undefined for a document that is none of the models. */
function jsonModel(document: unknown): Model | undefined {
  const has = (key: string) => Object.hasOwn(Object(document), key);
  if (has('learner')) return xgboostModel('xgboost-json', document);
  if (has('tree_info')) return lightgbmModel('lightgbm-json', lightgbmDump(document));
  if (has('features_info')) return catboostModel(document);
  return has('coefficients') ? linearModel(document) : undefined;
}

function gunzip(bytes: Uint8Array, filename: string): Uint8Array {
  try {
    return gunzipSync(bytes, { maxOutputLength: LARGEST });
  } catch (cause) {
    // Not `instanceof`: the error comes from Node itself.
    if ((cause as { code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(filename);
    throw new InputError('model_damaged', `${filename} is no whole gzip file`, { cause });
  }
}

function tooLarge(filename: string): InputError {
  return new InputError('unsupported_model', `${filename} is larger than ${LARGEST / 2 ** 20} MiB`, {
    hint: 'Save fewer trees, or fewer rounds: booster.save_model("model.txt", num_iteration=N); XGBoost: booster[:N].save_model("model.ubj").',
  });
}

function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

function head(bytes: Uint8Array): string {
  return Buffer.from(bytes.subarray(0, 64)).toString('latin1');
}
