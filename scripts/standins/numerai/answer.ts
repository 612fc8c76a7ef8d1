import type { ServerResponse } from 'node:http';

/** An HTTP answer. */
export interface Reply {
  readonly kind: 'reply';
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** Reset the connection after the first half of the body. */
  readonly cut?: boolean;
  /** Say nothing more after the first half of the body. */
  readonly stalls?: boolean;
}

/** What the server does with a request. */
export type Answer =
  | Reply
  /** Reset the connection. */
  | { readonly kind: 'drop' }
  /** Say nothing until the client gives up. */
  | { readonly kind: 'hang' };

export function reply(
  status: number,
  body: string | Uint8Array,
  headers: Readonly<Record<string, string>>,
): Reply {
  return { kind: 'reply', status, headers, body: Buffer.from(body) };
}

export function json(status: number, document: unknown): Reply {
  return reply(status, JSON.stringify(document), { 'content-type': 'application/json; charset=utf-8' });
}

export function html(status: number, title: string): Reply {
  const page = `<!DOCTYPE html><html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`;
  return reply(status, page, { 'content-type': 'text/html; charset=utf-8' });
}

export function deliver(response: ServerResponse, answer: Answer): void {
  if (answer.kind === 'hang') return;
  if (answer.kind === 'drop') {
    response.socket?.resetAndDestroy();
    return;
  }
  response.writeHead(answer.status, { ...answer.headers, 'content-length': answer.body.length });
  if (!answer.cut && !answer.stalls) {
    response.end(answer.body);
    return;
  }
  response.write(answer.body.subarray(0, answer.body.length >> 1), () => {
    if (answer.cut) response.socket?.destroy();
  });
}
