import { gunzipSync } from 'node:zlib';
import { InputError } from '../errors.ts';
import { foreignFormat } from './foreignFormat.ts';
import { parseJsonDocument } from './jsonDocument.ts';
import { jsonModel } from './jsonModel.ts';
import { lightgbmModel } from './lightgbmModel.ts';
import { parseLightgbmText } from './lightgbmText.ts';
import type { Model } from './model.ts';
import { onnxModel } from './onnxModel.ts';
import { parseUbjson } from './ubjson.ts';
import { xgboostModel } from './xgboostModel.ts';

/** In hex: protocol buffer field 1, a small IR version, then one of the fields 2 to 8 of a model. */
const ONNX = /^08[0-4].(12|1a|22|28|32|3a|42)/;
/** Packed or not. 20,000 trees of 64 leaves are 150 MiB as text. */
const LARGEST = 256 * 2 ** 20;

/**
 * A model from the bytes of its file, whose format is told by its content; gzip is unpacked first. Read are
 * LightGBM text and dumps, XGBoost JSON and UBJSON, CatBoost JSON, ONNX, and linear models (see `linearModel`).
 *
 * @param filename helps to name a format that is not read
 * @throws InputError `unsupported_model` with how to export one that is, `model_damaged`, `onnx_runtime_missing`
 */
export async function readModel(bytes: Uint8Array, filename: string): Promise<Model> {
  if (bytes.length > LARGEST) throw tooLarge(filename);
  const content = isGzip(bytes) ? gunzip(bytes, filename) : bytes;
  if (content.length === 0) throw new InputError('model_damaged', `${filename} is empty`);
  const start = head(content);
  if (/^tree\r?\n/.test(start)) return lightgbmModel('lightgbm-text', parseLightgbmText(content));
  if (/^\{[iUIlL]/.test(start)) return xgboostModel('xgboost-ubj', parseUbjson(content));
  const model = /^(\u00ef\u00bb\u00bf)?\s*\{/.test(start) ? jsonModel(parseJsonDocument(content)) : undefined;
  if (model) return model;
  if (isOnnx(content, filename)) return onnxModel(content);
  throw foreignFormat(content, filename);
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

function isOnnx(bytes: Uint8Array, filename: string): boolean {
  return ONNX.test(Buffer.from(bytes.subarray(0, 3)).toString('hex')) || /\.onnx(\.gz)?$/i.test(filename);
}

function head(bytes: Uint8Array): string {
  return Buffer.from(bytes.subarray(0, 64)).toString('latin1');
}
