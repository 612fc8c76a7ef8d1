import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { InputError } from '../errors.ts';
import { fileKind } from './fileKind.ts';

/** A file of a few kilobytes can unpack to more than the memory there is. */
const UNPACKED_BYTES = 256 * 2 ** 20;

/**
 * The content of a gzip file; any other file as it is.
 *
 * @throws InputError `file_damaged`, `file_too_large`
 */
export async function unpacked(bytes: Uint8Array): Promise<Uint8Array> {
  if (fileKind(bytes) !== 'gzip') return bytes;
  try {
    return await promisify(gunzip)(bytes, { maxOutputLength: UNPACKED_BYTES });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') {
      const message = `the file of ${bytes.length} bytes unpacks to more than ${UNPACKED_BYTES} bytes`;
      throw new InputError('file_too_large', message);
    }
    const message = `the gzip file of ${bytes.length} bytes is broken: ${(error as Error).message}`;
    throw new InputError('file_damaged', message, { cause: error });
  }
}
