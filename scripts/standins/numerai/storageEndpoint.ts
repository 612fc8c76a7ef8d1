import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { type Answer, html, reply } from './answer.ts';
import { byteRange } from './byteRange.ts';
import { datasetFile, isLive } from './datasetFile.ts';
import { HTTP_FAULTS, httpFault } from './httpFault.ts';
import { recordOf } from './requestLog.ts';
import { DATASETS, UPLOADS } from './storageUrl.ts';
import type { World } from './world.ts';

/** Answers a request for a presigned URL, as S3 would. */
export async function answerStorage(
  world: World,
  request: IncomingMessage,
  body: Uint8Array,
): Promise<Answer> {
  const operations = [request.method === 'PUT' ? 'put' : 'download'];
  world.requests.push(recordOf(request, { at: world.clock.now(), operations }));
  const instead = world.faults.take(HTTP_FAULTS, operations);
  if (instead) return httpFault(instead, operations, world.options);
  const refused = refusal(world, request);
  if (refused) return refused;
  const answer = request.method === 'PUT' ? stored(world, request, body) : await fetched(world, request);
  const cut = world.faults.take(['reset-mid-body'], operations);
  return cut && answer.kind === 'reply' ? { ...answer, cut: true } : answer;
}

/** What is wrong with the credentials; a presigned URL stands any header but these two. */
function refusal(world: World, request: IncomingMessage): Answer | undefined {
  const { method, headers } = request;
  if (method !== 'GET' && method !== 'PUT') return s3Error(403, 'AccessDenied');
  if (headers.authorization !== undefined) return s3Error(403, 'InvalidArgument');
  const { pathname: path, searchParams } = urlOf(request);
  const contentType = (method === 'PUT' && headers['content-type']) || '';
  const wrong = world.presigner.refusal({ method, path, contentType }, searchParams, world.clock.now());
  return wrong === undefined ? undefined : s3Error(403, wrong);
}

function stored(world: World, request: IncomingMessage, body: Uint8Array): Answer {
  const fault = world.faults.take(['put-403', 'put-500'], ['put']);
  if (fault === 'put-403') return s3Error(403, 'AccessDenied');
  if (fault === 'put-500') return s3Error(500, 'InternalError');
  if (request.headers['content-length'] === undefined) return s3Error(411, 'MissingContentLength');
  world.uploads.store(nameIn(request, UPLOADS), body);
  return reply(200, '', { etag: etagOf(body) });
}

async function fetched(world: World, request: IncomingMessage): Promise<Answer> {
  const bytes = await download(world, request);
  if (!bytes) return s3Error(404, 'NoSuchKey');
  const etag = etagOf(bytes);
  switch (world.faults.take(['html-download', 'truncated-download', 'corrupt-download'], ['download'])) {
    case 'html-download':
      return html(200, 'Service unavailable');
    case 'truncated-download':
      return reply(200, bytes.subarray(0, bytes.length >> 1), { etag });
    case 'corrupt-download':
      return reply(200, garbled(bytes), { etag });
    default:
      return byteRange(bytes, request.headers.range, { etag, 'content-type': 'binary/octet-stream' });
  }
}

async function download(world: World, request: IncomingMessage): Promise<Uint8Array | undefined> {
  if (urlOf(request).pathname.startsWith(UPLOADS)) return world.uploads.read(nameIn(request, UPLOADS));
  const name = nameIn(request, DATASETS);
  const stale = isLive(name) && world.faults.take(['stale-live'], ['download']) !== undefined;
  return datasetFile(world.live, name, stale ? 1 : 0);
}

function urlOf(request: IncomingMessage): URL {
  return new URL(request.url ?? '/', 'http://local');
}

function nameIn(request: IncomingMessage, folder: string): string {
  return decodeURIComponent(urlOf(request).pathname.slice(folder.length));
}

function etagOf(bytes: Uint8Array): string {
  return `"${createHash('md5').update(bytes).digest('hex')}"`;
}

/** The same length, both ends intact, the third in the middle inverted. */
function garbled(bytes: Uint8Array): Uint8Array {
  const third = bytes.length / 3;
  return bytes.map((byte, at) => (at >= third && at < 2 * third ? byte ^ 0xff : byte));
}

function s3Error(status: number, code: string): Answer {
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code></Error>`;
  return reply(status, body, { 'content-type': 'application/xml' });
}
