import { open } from 'node:fs/promises';
import { InputError, TransientError } from '../../errors.ts';
import type { Files, Limit } from '../../ports.ts';
import { type HttpStream, isSuccess, streaming } from '../http.ts';
import { fileError } from '../local/fileError.ts';
import { type Beginning, type PartialFile, partialFile } from '../local/partialFile.ts';
import { retryingWithFresh } from '../retry.ts';
import { CRYPTO } from './answers.ts';
import { checkWholeParquet } from './datasets.ts';
import type { Graphql } from './graphql.ts';
import { storageFailure } from './storage.ts';

/** The longest silence; the whole may take as long as it takes. */
const SILENCE_MS = 30_000;
/** Up to this size a file is decoded to see whether it is sound; a larger one only at both ends. */
const DECODED_BYTES = 64 * 2 ** 20;

export interface DownloadProgress {
  readonly bytes: number;
  /** Undefined when the server does not say. */
  readonly total: number | undefined;
}

export interface DownloadTarget {
  /** Name among the datasets. */
  readonly name: string;
  /** Where to; the file appears there whole, or not at all. */
  readonly path: string;
  readonly onProgress?: ((progress: DownloadProgress) => void) | undefined;
}

export interface DownloadedFile {
  readonly bytes: number;
  /** Bytes that an earlier attempt had left. */
  readonly resumedFrom: number;
}

interface Attempt extends DownloadTarget {
  readonly part: PartialFile;
  readonly files: Pick<Files, 'readTable'>;
}

/**
 * A dataset of any size as a file. What an earlier attempt left in `F.part` is continued if the server says that
 * the content has not changed since; otherwise everything is fetched again. A file that is there already is never
 * taken for the right one: it is replaced, in one step, once the new one was found whole.
 *
 * @throws UsageError `file_unwritable`; TransientError `download_damaged`, `storage_refused` and as `streaming`
 */
export async function downloadToFile(
  api: Graphql,
  target: DownloadTarget & { readonly files: Pick<Files, 'readTable'> },
  limit: Limit,
): Promise<DownloadedFile> {
  const { name, path } = target;
  const part = partialFile(path, name);
  const resumedFrom = (await part.beginning())?.bytes ?? 0;
  const variables = { filename: name, tournament: CRYPTO };
  const bytes = await retryingWithFresh(
    async () => new URL((await api.ask('Dataset', variables, limit)).dataset),
    (url) => fetchRest({ ...target, part }, url, api.policy(limit)),
    api.policy(limit),
  );
  await part.finish();
  return { bytes, resumedFrom };
}

async function fetchRest(
  attempt: Attempt,
  url: URL,
  { clock, limit }: ReturnType<Graphql['policy']>,
): Promise<number> {
  const beginning = await attempt.part.beginning();
  const headers = { 'Accept-Encoding': 'identity', ...(beginning && rangeHeaders(beginning)) };
  const bytes = await streaming({ url, headers, timeoutMs: SILENCE_MS }, limit, async (answer) => {
    if (answer.status === 416) throw await startOver(attempt, 'the part that was kept does not fit');
    if (!isSuccess(answer)) throw storageFailure(answer, clock.now());
    return writeRest(attempt, answer, beginning);
  });
  await verify(attempt, bytes);
  return bytes;
}

function rangeHeaders({ bytes, validator }: Beginning): Record<string, string> {
  return { Range: `bytes=${bytes}-`, 'If-Range': validator };
}

async function writeRest(
  attempt: Attempt,
  answer: HttpStream,
  beginning: Beginning | undefined,
): Promise<number> {
  const from = answer.status === 206 && beginning ? beginning.bytes : 0;
  const validator = validatorOf(answer.headers);
  if (answer.status === 206) {
    const range = answer.headers.get('content-range');
    // Not every storage heeds If-Range.
    const fits = range?.startsWith(`bytes ${from}-`) && validator === beginning?.validator;
    if (!fits) throw await startOver(attempt, 'the content has changed since its first part was fetched');
  }
  const total = totalOf(answer, from);
  const chunks = counted(answer.chunks, (arrived) => attempt.onProgress?.({ bytes: from + arrived, total }));
  const bytes = await attempt.part.write(chunks, { bytes: from, validator });
  if (total === undefined || bytes === total) return bytes;
  throw await startOver(attempt, `${bytes} bytes instead of ${total}`);
}

function totalOf({ headers }: HttpStream, from: number): number | undefined {
  const length = headers.get('content-length');
  return length === null ? undefined : from + Number(length);
}

/** A weak ETag promises too little to put two halves together. */
function validatorOf(headers: Headers): string | undefined {
  const etag = headers.get('etag');
  return etag?.startsWith('"') ? etag : (headers.get('last-modified') ?? undefined);
}

async function* counted(
  chunks: AsyncIterable<Uint8Array>,
  report: (bytes: number) => void,
): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    yield chunk;
    report(bytes);
  }
}

async function verify(attempt: Attempt, bytes: number): Promise<void> {
  const { name, part, files } = attempt;
  try {
    const content = await contentOf(part.path, bytes);
    if (name.endsWith('.parquet')) checkWholeParquet(content, name);
    if (bytes <= DECODED_BYTES) await files.readTable(content);
  } catch (error) {
    if (error instanceof InputError) throw await startOver(attempt, error.message);
    await part.discard();
    throw error;
  }
}

/** All of a file, or the two ends of a large one. */
async function contentOf(path: string, bytes: number): Promise<Uint8Array> {
  const file = await open(path).catch((error) => {
    throw fileError(error, 'read', path);
  });
  try {
    if (bytes <= DECODED_BYTES) return await file.readFile();
    const ends = Buffer.alloc(16);
    await file.read(ends, 0, 8, 0);
    await file.read(ends, 8, 8, bytes - 8);
    return ends;
  } finally {
    await file.close();
  }
}

async function startOver({ name, part }: Attempt, why: string): Promise<TransientError> {
  await part.discard();
  return new TransientError('download_damaged', `${name}: ${why}`);
}
