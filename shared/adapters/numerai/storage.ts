import { type AppError, TransientError } from '../../errors.ts';
import { exchange, type HttpAnswer, isSuccess } from '../http.ts';
import { statusFailure } from '../httpFailure.ts';
import type { RetryPolicy } from '../retry.ts';

// Plenty for files below a megabyte, and short enough for four attempts within one run.
const TIMEOUT_MS = 20_000;

type Attempt = Pick<RetryPolicy, 'clock' | 'limit'>;

/**
 * One attempt to GET a presigned address. No header of ours goes there.
 *
 * @throws TransientError for every refusal: the next attempt comes with a fresh address
 */
export async function fetchStored(url: URL, attempt: Attempt): Promise<Uint8Array> {
  const request = { method: 'GET', url, timeoutMs: TIMEOUT_MS } as const;
  const answer = await exchange(request, attempt.limit);
  if (!isSuccess(answer)) throw storageFailure(answer, attempt.clock.now(), storageCode(answer.bytes));
  return answer.bytes;
}

/**
 * One attempt to PUT bytes to a presigned address. The signature is made for no `Content-Type` and no
 * further header. Anything but 2xx means that nothing is stored, and so does a web page under 200, by some
 * proxy in the storage's place, or an error document.
 *
 * @throws TransientError for every refusal: the next attempt comes with a fresh address
 */
export async function putStored(url: URL, bytes: Uint8Array, attempt: Attempt): Promise<void> {
  const request = { method: 'PUT', url, body: bytes, timeoutMs: TIMEOUT_MS } as const;
  const answer = await exchange(request, attempt.limit);
  if (!isSuccess(answer)) throw storageFailure(answer, attempt.clock.now(), storageCode(answer.bytes));
  const trouble = isPage(answer.bytes) ? 'a web page' : storageCode(answer.bytes);
  if (trouble !== '') {
    throw new TransientError('malformed_answer', `${answer.label} answered ${answer.status} with ${trouble}`);
  }
}

/** What a refusal by the storage means; nearly always that a fresh address is needed. */
export function storageFailure(answer: Omit<HttpAnswer, 'bytes'>, now: Date, words = ''): AppError {
  const failure = statusFailure(answer, now, words);
  return failure.retryable ? failure : new TransientError('storage_refused', failure.message);
}

// Only the code: the rest of such a document repeats the signed request.
function storageCode(bytes: Uint8Array): string {
  return /<Code>(\w+)<\/Code>/.exec(new TextDecoder().decode(bytes))?.[1] ?? '';
}

function isPage(bytes: Uint8Array): boolean {
  return /^\s*<(!doctype |)html/i.test(new TextDecoder().decode(bytes.subarray(0, 100)));
}
