import { readFile, writeFile } from 'node:fs/promises';
import { fileError } from '../shared/adapters/local/fileError.ts';

/**
 * A file that the command line names.
 *
 * @throws UsageError `file_unreadable`
 */
export async function readInput(path: string): Promise<Uint8Array> {
  return readFile(path).catch((error) => {
    throw fileError(error, 'read', path);
  });
}

/** @throws UsageError `file_unwritable` */
export async function writeOutput(path: string, bytes: Uint8Array): Promise<void> {
  await writeFile(path, bytes).catch((error) => {
    throw fileError(error, 'written', path);
  });
}
