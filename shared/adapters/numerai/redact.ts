import type { HttpAnswer } from '../http.ts';

const SHOWN_CHARACTERS = 500;

/** Words of the other side as they may be shown: without keys, without query strings, and not endless. */
export function redact(text: string, secrets: readonly string[]): string {
  const withoutKeys = secrets.reduce((rest, secret) => rest.replaceAll(secret, '***'), text);
  const clean = withoutKeys
    .replace(/(https?:\/\/[^\s?"'<>]+)\?[^\s"'<>]*/g, '$1')
    .replace(/X-Amz-[\w-]+=[^\s&"'<>]*/gi, '***')
    .replace(/\s+/g, ' ');
  return clean.length > SHOWN_CHARACTERS ? `${clean.slice(0, SHOWN_CHARACTERS)}…` : clean;
}

/** Real secrets have 64 characters; a short one of a test server may stand in any word of an answer. */
const SHORTEST_SECRET = 16;

/** An answer in which the secret key does not stand, whatever part of it a server echoes. */
export function withoutSecret(answer: HttpAnswer, secret = ''): HttpAnswer {
  if (secret.length < SHORTEST_SECRET) return answer;
  const type = answer.headers.get('content-type');
  const echoedType = type?.includes(secret) ?? false;
  if (!echoedType && !Buffer.from(answer.bytes).includes(secret)) return answer;
  const headers = new Headers(answer.headers);
  if (type !== null) headers.set('content-type', type.replaceAll(secret, '***'));
  const text = new TextDecoder().decode(answer.bytes).replaceAll(secret, '***');
  return { ...answer, headers, bytes: new TextEncoder().encode(text) };
}
