import { createHmac, randomBytes } from 'node:crypto';
import { SECOND } from './apiTime.ts';

/** What a signature vouches for. */
export interface Signed {
  readonly method: 'GET' | 'PUT';
  readonly path: string;
  readonly expires: Date;
  /** The empty text for a request without the header. */
  readonly contentType: string;
}

/** Signs storage URLs and checks them, as S3 does with query parameters. */
export class Presigner {
  readonly #key = randomBytes(32);

  /** A path with a query string which is good for one method, no content type, until it expires. */
  sign(method: Signed['method'], path: string, expires: Date): string {
    const seconds = Math.floor(expires.getTime() / SECOND);
    const signed = { method, path, expires: new Date(seconds * SECOND), contentType: '' };
    return `${path}?Expires=${seconds}&Signature=${this.#signature(signed)}`;
  }

  /** @returns S3's word for what is wrong, undefined when the request is allowed */
  refusal(request: Omit<Signed, 'expires'>, query: URLSearchParams, now: Date): string | undefined {
    const expires = new Date(Number(query.get('Expires')) * SECOND);
    if (query.get('Signature') !== this.#signature({ ...request, expires })) return 'SignatureDoesNotMatch';
    return now < expires ? undefined : 'Request has expired';
  }

  #signature({ method, path, expires, contentType }: Signed): string {
    const signed = [method, path, expires.getTime(), contentType].join('\n');
    return createHmac('sha256', this.#key).update(signed).digest('hex');
  }
}
