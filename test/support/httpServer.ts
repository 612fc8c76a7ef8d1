import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

interface RecordedRequest {
  readonly method: string;
  /** Path with query string. */
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

/** Answers one request; may break the connection instead. */
export type Reply = (response: ServerResponse, request: RecordedRequest) => void;

export interface ScriptedServer {
  readonly url: URL;
  readonly requests: RecordedRequest[];
  /** Answers the next requests in this order; a request beyond the script is answered 418. */
  script(...replies: Reply[]): void;
  close(): Promise<void>;
}

/** A real HTTP server on a free local port that follows a script and records what it was asked. */
export async function scriptedServer(): Promise<ScriptedServer> {
  const replies: Reply[] = [];
  const requests: RecordedRequest[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { method = '', url = '', headers } = request;
    const recorded = { method, path: url, headers, body: Buffer.concat(chunks) };
    requests.push(recorded);
    (replies.shift() ?? status(418))(response, recorded);
  });
  // A test that fails before it closes its server must not keep the process from ending.
  server.unref();
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    url: new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`),
    requests,
    script: (...next) => void replies.push(...next),
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

export function status(
  code: number,
  headers: Record<string, string> = {},
  body: string | Buffer = '',
): Reply {
  return (response) => void response.writeHead(code, headers).end(body);
}

export function json(value: unknown, code = 200): Reply {
  return status(code, { 'Content-Type': 'application/json' }, JSON.stringify(value));
}

export function bytes(body: Uint8Array): Reply {
  return status(200, { 'Content-Type': 'binary/octet-stream' }, Buffer.from(body));
}

/** The page of a proxy that took the service's place. */
export function html(code = 200): Reply {
  return status(code, { 'Content-Type': 'text/html' }, '<html><body>Be right back</body></html>');
}

/** Breaks the connection before the first byte of the answer. */
export const reset: Reply = (response) => void response.socket?.destroy();

/** Promises more bytes than it sends, then breaks the connection. */
export function cutShort(body: string | Buffer = '{"data":'): Reply {
  return (response) => {
    response.writeHead(200, { 'Content-Length': String(body.length + 100) });
    response.write(body, () => response.socket?.destroy());
  };
}

/** As `cutShort`, but chunked, so that no length was promised. */
export const cutChunked: Reply = (response) => {
  response.writeHead(200);
  response.write('{"data":', () => response.socket?.destroy());
};

/** Never answers. */
export const silence: Reply = () => {};
