import { setMaxListeners } from 'node:events';
import { AccessError, DeadlineError, RefusedError, TransientError, UsageError } from '../errors.ts';
import type { Limit } from '../ports.ts';
import { networkFailure, statusFailure } from './httpFailure.ts';
import { type RetryPolicy, retrying } from './retry.ts';

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly url: URL;
  readonly headers?: Readonly<Record<string, string>>;
  /** Bytes, not a string: `fetch` adds a `Content-Type` to a string, which breaks presigned uploads. */
  readonly body?: Uint8Array;
  /** Time for one attempt, from connecting to the last byte of the answer; default 10 s. */
  readonly timeoutMs?: number;
  /** Longest answer that is read; default 64 MiB. */
  readonly maxBytes?: number;
  /** What is shown of it instead of method and address, where the path itself is a key. */
  readonly label?: string;
}

interface HttpHead {
  /** Method and address without the query string: all that may be shown of a request. */
  readonly label: string;
  readonly status: number;
  readonly headers: Headers;
}

export interface HttpAnswer extends HttpHead {
  readonly bytes: Uint8Array;
}

/** An answer whose body is read while it arrives. */
export interface HttpStream extends HttpHead {
  readonly chunks: AsyncIterable<Uint8Array>;
}

const TIMEOUT_MS = 10_000;
const MAX_BYTES = 64 * 1024 * 1024;
const MAX_REDIRECTS = 3;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
/** Request headers that tell another host nothing about us. */
const HARMLESS = new Set(['accept', 'accept-encoding', 'range', 'if-range']);

/**
 * Sends a request until it is answered with 2xx or there is no hope.
 *
 * @throws TransientError, AccessError, RefusedError as `statusFailure` and `exchange` tell
 */
export async function send(request: HttpRequest, policy: RetryPolicy): Promise<HttpAnswer> {
  return retrying(async () => {
    const answer = await exchange(request, policy.limit);
    if (!isSuccess(answer)) throw statusFailure(answer, policy.clock.now());
    return answer;
  }, policy);
}

export function isSuccess(answer: HttpHead): boolean {
  return answer.status >= 200 && answer.status < 300;
}

/**
 * One attempt, body included, whatever the status. Redirects of a GET are followed, but none that would
 * carry its headers to another host or leave https.
 *
 * @throws TransientError `network_error`, `timed_out`; RefusedError `answer_too_large`, `request_refused`;
 *   DeadlineError `run_out_of_time` when the limit's signal is aborted
 */
export async function exchange(request: HttpRequest, limit: Limit): Promise<HttpAnswer> {
  checkSendable(request);
  return withinTime(request, limit, (signal) =>
    followed(request, (url) => fetchWhole({ ...request, url }, signal)),
  );
}

/**
 * One attempt to GET what may be too large for memory, whatever the status; redirects as `exchange`.
 *
 * @param request its `timeoutMs` is the longest silence, not the whole time
 * @param use reads the chunks; what it leaves unread is not fetched
 * @throws as `exchange`; what `use` throws
 */
export async function streaming<T>(
  request: Pick<HttpRequest, 'url' | 'headers' | 'timeoutMs'>,
  limit: Limit,
  use: (answer: HttpStream) => Promise<T>,
): Promise<T> {
  const get = { ...request, method: 'GET' } as const;
  checkSendable(get);
  return withinTime(get, limit, async (signal, stillAlive) => {
    const { response, failed, ...head } = await followed(get, (url) => fetchHead({ ...get, url }, signal));
    try {
      return await use({ ...head, chunks: chunksOf(response, { failed, stillAlive }) });
    } finally {
      // Refused when the chunks were read: then there is nothing left to stop.
      await response.body?.cancel().catch(() => undefined);
    }
  });
}

/** The first answer that is no redirect. */
async function followed<A extends HttpHead>(request: HttpRequest, ask: (url: URL) => Promise<A>): Promise<A> {
  let { url } = request;
  for (let hops = 0; ; hops++) {
    const answer = await ask(url);
    const target = redirectTarget(request, url, answer);
    if (target === undefined) return answer;
    if (hops === MAX_REDIRECTS) throw refused(`${labelOf(request)} redirects more than ${hops} times`);
    url = target;
  }
}

/** An http or https URL without user name, or undefined. */
export function httpUrl(text: string): URL | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  return /^https?:$/.test(url.protocol) && url.username === '' && url.password === '' ? url : undefined;
}

function labelOf({ method, url, label }: Pick<HttpRequest, 'method' | 'url' | 'label'>): string {
  return label ?? `${method} ${url.origin}${url.pathname}`;
}

// `fetch` repeats an unusable header value or a URL's password in its own message, so they are caught here.
function checkSendable(request: HttpRequest): void {
  if (httpUrl(request.url.href) === undefined) {
    throw new UsageError(
      'address_invalid',
      `${labelOf(request)}: not an http(s) address, or with a user name`,
    );
  }
  for (const [name, value] of Object.entries(request.headers ?? {})) {
    if (!/^[\t\x20-\x7e]*$/.test(value)) {
      throw new AccessError(
        'key_malformed',
        `${labelOf(request)}: header ${name} holds an impossible character`,
      );
    }
  }
}

async function withinTime<T>(
  request: HttpRequest,
  limit: Limit,
  work: (signal: AbortSignal, stillAlive: () => void) => Promise<T>,
): Promise<T> {
  const { timeoutMs = TIMEOUT_MS } = request;
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort('timed out'), timeoutMs);
  const endOfRun = () => stop.abort('end of run');
  // As many requests at once as there are slots: no leak, and no warning among the log's JSON lines.
  setMaxListeners(0, limit.signal);
  limit.signal.addEventListener('abort', endOfRun, { once: true });
  if (limit.signal.aborted) endOfRun();
  try {
    return await work(stop.signal, () => timer.refresh());
  } catch (error) {
    if (stop.signal.reason === 'end of run') {
      throw new DeadlineError('run_out_of_time', `${labelOf(request)} was stopped at the end of the run`);
    }
    if (stop.signal.reason !== 'timed out') throw error;
    throw new TransientError('timed_out', `${labelOf(request)} was not answered within ${timeoutMs} ms`);
  } finally {
    clearTimeout(timer);
    limit.signal.removeEventListener('abort', endOfRun);
  }
}

interface OpenAnswer extends HttpHead {
  readonly response: Response;
  readonly failed: (error: unknown) => never;
}

async function fetchHead(request: HttpRequest, signal: AbortSignal): Promise<OpenAnswer> {
  const { method, url, headers = {}, body = null } = request;
  const label = labelOf(request);
  const failed = (error: unknown): never => {
    throw networkFailure(label, error);
  };
  const response = await fetch(url, { method, headers, body, signal, redirect: 'manual' }).catch(failed);
  return { label, status: response.status, headers: response.headers, response, failed };
}

async function fetchWhole(request: HttpRequest, signal: AbortSignal): Promise<HttpAnswer> {
  const { response, failed, ...head } = await fetchHead(request, signal);
  const { maxBytes = MAX_BYTES } = request;
  return { ...head, bytes: await readBody(response, { label: head.label, maxBytes, failed }) };
}

async function* chunksOf(
  response: Response,
  { failed, stillAlive }: Pick<OpenAnswer, 'failed'> & { stillAlive: () => void },
): AsyncGenerator<Uint8Array> {
  const reader = response.body?.getReader();
  try {
    while (reader) {
      const { done, value } = await reader.read().catch(failed);
      if (done) return;
      stillAlive();
      yield value;
    }
  } finally {
    await reader?.cancel().catch(() => undefined);
  }
}

interface ReadOptions {
  readonly label: string;
  readonly maxBytes: number;
  readonly failed: (error: unknown) => never;
}

// A body shorter than its Content-Length, or chunked without an end, is a rejection of `read`.
async function readBody(response: Response, { label, maxBytes, failed }: ReadOptions): Promise<Uint8Array> {
  const reader = response.body?.getReader();
  const chunks: Uint8Array[] = [];
  let total = 0;
  while (reader) {
    const { done, value } = await reader.read().catch(failed);
    if (done) break;
    chunks.push(value);
    total += value.byteLength;
    if (total > maxBytes) {
      await reader.cancel().catch(failed);
      throw new RefusedError('answer_too_large', `${label} answered more than ${maxBytes} bytes`);
    }
  }
  return new Uint8Array(Buffer.concat(chunks, total));
}

function redirectTarget(request: HttpRequest, from: URL, answer: HttpHead): URL | undefined {
  const location = answer.headers.get('location');
  if (request.method !== 'GET' || !REDIRECTS.has(answer.status) || location === null) return undefined;
  const target = URL.canParse(location, from.href) ? httpUrl(new URL(location, from).href) : undefined;
  if (target === undefined) throw refused(`${answer.label} redirects to no usable address`);
  if (from.protocol === 'https:' && target.protocol === 'http:') {
    throw refused(`${answer.label} redirects out of https to ${target.origin}`);
  }
  const keepsToItself = Object.keys(request.headers ?? {}).some((name) => !HARMLESS.has(name.toLowerCase()));
  if (keepsToItself && target.origin !== request.url.origin) {
    throw refused(`${answer.label} redirects to another host, ${target.origin}, which may not see the key`);
  }
  return target;
}

function refused(message: string): RefusedError {
  return new RefusedError('request_refused', message);
}
