import { stat } from 'node:fs/promises';
import { csvRecords } from '../shared/adapters/csvRecords.ts';
import { fileKind } from '../shared/adapters/fileKind.ts';
import { UsageError } from '../shared/errors.ts';
import { isIdentity } from '../shared/models/columnsByOrder.ts';
import { readInput } from './readInput.ts';

/** A list of names is never as large; a training table is. */
const LARGEST = 4 * 2 ** 20;
/** Such a name is a file's, also when the file is not there. */
const FILE = /[/\\]|\.(txt|json|csv|tsv|list|names|parquet|gz)$/i;

/**
 * Feature names in training order from `--features`: divided by commas, or in a file: one a line, a JSON array, or
 * the header of a CSV, without the columns that are never features (symbol, ucid, date, id).
 *
 * @throws UsageError `usage`, `file_unreadable`; InputError `csv_encoding`, `csv_malformed`
 */
export async function featureList(option: string): Promise<string[]> {
  const isFile = !option.includes(',') && (FILE.test(option) || (await sizeOf(option)) !== undefined);
  const names = isFile ? await namesIn(option) : option.split(',');
  const trimmed = names.map((name) => name.trim());
  if (trimmed.length > 0 && !trimmed.includes('')) return trimmed;
  throw new UsageError(
    'usage',
    `--features ${option}: ${names.length === 0 ? 'no name' : 'a name is empty'}`,
  );
}

async function namesIn(path: string): Promise<string[]> {
  if (((await sizeOf(path)) ?? 0) > LARGEST) throw unfit(path, 'it is larger than 4 MiB');
  const bytes = await readInput(path);
  const kind = fileKind(bytes);
  if (kind === 'json') return jsonNames(path, bytes);
  if (kind === 'parquet' || kind === 'gzip') throw unfit(path, `it is ${kind}`);
  const [first = [], ...more] = csvRecords(withoutMark(bytes));
  if (first.length > 1) return first.filter((name) => !isIdentity(name.trim()));
  return [first, ...more].flat();
}

function jsonNames(path: string, bytes: Uint8Array): string[] {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder().decode(bytes));
  } catch (error) {
    throw unfit(path, `it is not JSON: ${(error as Error).message}`);
  }
  if (Array.isArray(value) && value.every((name) => typeof name === 'string')) return value;
  throw unfit(path, 'its JSON is not an array of names');
}

function withoutMark(bytes: Uint8Array): Uint8Array {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
}

async function sizeOf(path: string): Promise<number | undefined> {
  const found = await stat(path).catch(() => undefined);
  return found?.isFile() ? found.size : undefined;
}

function unfit(path: string, why: string): UsageError {
  return new UsageError('usage', `--features ${path} holds no feature names: ${why}`, {
    hint: 'Give names divided by commas, or a file: one name a line, a JSON array, or a CSV with a header. A training table goes with --table.',
  });
}
