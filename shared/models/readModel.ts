import { gunzipSync } from 'node:zlib';
import { InputError } from '../errors.ts';
import { foreignFormat } from './foreignFormat.ts';
import { lightgbmModel } from './lightgbmModel.ts';
import type { Model } from './model.ts';

/** Packed or not. 20,000 trees of 64 leaves are 150 MiB as text. */
const LARGEST = 256 * 2 ** 20;

/**
 * A model from the bytes of its file, whose format is told by its content; gzip is unpacked first.
 *
 * @param filename helps to name a format that is not read
 * @throws InputError `unsupported_model` with how to export one that is, `model_damaged`
 */
export function readModel(bytes: Uint8Array, filename: string): Model {
  if (bytes.length > LARGEST) throw tooLarge(filename);
  const content = isGzip(bytes) ? gunzip(bytes, filename) : bytes;
  if (content.length === 0) throw new InputError('model_damaged', `${filename} is empty`);
  if (/^tree\r?\n/.test(head(content))) return lightgbmModel(content);
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
    hint: 'Save fewer trees, or fewer rounds: booster.save_model("model.txt", num_iteration=N).',
  });
}

function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

function head(bytes: Uint8Array): string {
  return Buffer.from(bytes.subarray(0, 6)).toString('latin1');
}
