import type { Table } from '../shared/domain/table.ts';
import { InputError } from '../shared/errors.ts';
import { lazyFiles } from './lazyFiles.ts';
import { readInput } from './readInput.ts';

/**
 * A CSV or Parquet file that the command line names. What is wrong with it says with which of them.
 *
 * @param option how it was given, such as `--input`; empty for an argument
 * @throws UsageError `file_unreadable`; InputError as `Files.readTable`
 */
export async function readTableInput(path: string, option = ''): Promise<Table> {
  const bytes = await readInput(path);
  try {
    return await lazyFiles.readTable(bytes);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const { code, message, hint } = error;
    throw new InputError(code, `${option} ${path}: ${message}`.trimStart(), { cause: error, hint });
  }
}
