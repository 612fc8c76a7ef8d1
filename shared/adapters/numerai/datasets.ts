import { InputError, RefusedError, TransientError } from '../../errors.ts';
import type { Files, Limit, LiveFile } from '../../ports.ts';
import { retryingWithFresh } from '../retry.ts';
import { CRYPTO } from './answers.ts';
import type { Graphql } from './graphql.ts';
import { fetchStored } from './storage.ts';

/** Newer first: Numerai's own pages name both. */
const LIVE_NAMES = ['live.parquet', 'live_universe.parquet'];
const SHOWN_NAMES = 20;

export async function listDatasets(api: Graphql, limit: Limit): Promise<string[]> {
  const { listDatasets } = await api.ask('ListDatasets', { tournament: CRYPTO }, limit);
  return listDatasets;
}

/**
 * The newest live universe under the folder `dataset`. A download that fails or is damaged is made again from
 * a fresh address, because the address expires.
 *
 * @throws RefusedError `dataset_missing`; TransientError `download_damaged`, `storage_refused` and others
 */
export async function liveFile(
  api: Graphql,
  { dataset, files }: { readonly dataset: string; readonly files: Pick<Files, 'readTable'> },
  limit: Limit,
): Promise<LiveFile> {
  const name = liveName(api, await listDatasets(api, limit), dataset);
  return retryingWithFresh(
    async () => new URL((await api.ask('Dataset', { filename: name, tournament: CRYPTO }, limit)).dataset),
    async (url) => {
      const bytes = await fetchStored(url, api.policy(limit));
      checkWholeParquet(bytes, name);
      return { name, bytes, table: await files.readTable(bytes).catch(damagedBy(name)) };
    },
    api.policy(limit),
  );
}

function liveName(api: Graphql, names: readonly string[], dataset: string): string {
  const wanted = LIVE_NAMES.map((file) => `${dataset}/${file}`);
  const name = wanted.find((candidate) => names.includes(candidate));
  if (name !== undefined) return name;
  const there = api.redacted(names.slice(0, SHOWN_NAMES).join(', ')) || 'nothing';
  throw new RefusedError(
    'dataset_missing',
    `neither ${wanted.join(' nor ')} is among Numerai's ${names.length} files: ${there}`,
  );
}

/**
 * @throws TransientError `download_damaged` when the bytes do not begin and end as a Parquet file does
 */
export function checkWholeParquet(bytes: Uint8Array, name: string): void {
  const text = new TextDecoder('latin1');
  const ends = [bytes.subarray(0, 4), bytes.subarray(-4)].map((part) => text.decode(part));
  if (bytes.length >= 12 && ends.every((magic) => magic === 'PAR1')) return;
  throw new TransientError(
    'download_damaged',
    `${name}: ${bytes.length} bytes that are no whole Parquet file`,
  );
}

function damagedBy(name: string) {
  return (error: unknown): never => {
    if (!(error instanceof InputError)) throw error;
    throw new TransientError('download_damaged', `${name}: ${error.message}`, { cause: error });
  };
}
