import { type Reply, reply } from './answer.ts';

const RANGE = /^bytes=(?<first>\d*)-(?<last>\d*)$/;

/**
 * A file, or the part of it that a `Range` header asks for (`bytes=100-199`, `bytes=100-`, `bytes=-100`); more than one
 * range in a header is ignored.
 */
export function byteRange(
  bytes: Uint8Array,
  range: string | undefined,
  headers: Readonly<Record<string, string>>,
): Reply {
  const all = { ...headers, 'accept-ranges': 'bytes' };
  const { first = '', last = '' } = RANGE.exec(range ?? '')?.groups ?? {};
  if (first === '' && last === '') return reply(200, bytes, all);
  const start = first === '' ? Math.max(0, bytes.length - Number(last)) : Number(first);
  const end = first === '' || last === '' ? bytes.length : Math.min(bytes.length, Number(last) + 1);
  if (start >= end) return reply(416, '', { ...all, 'content-range': `bytes */${bytes.length}` });
  const contentRange = `bytes ${start}-${end - 1}/${bytes.length}`;
  return reply(206, bytes.subarray(start, end), { ...all, 'content-range': contentRange });
}
