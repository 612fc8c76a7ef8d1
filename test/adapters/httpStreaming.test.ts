import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type HttpStream, streaming } from '../../shared/adapters/http.ts';
import {
  cutChunked,
  cutShort,
  type Reply,
  type ScriptedServer,
  scriptedServer,
  silence,
  status,
} from '../support/httpServer.ts';
import { limitOf } from '../support/limits.ts';

let server: ScriptedServer;
beforeEach(async () => {
  server = await scriptedServer();
});
afterEach(() => server.close());

async function text({ chunks }: HttpStream): Promise<string> {
  let all = '';
  for await (const chunk of chunks) all += Buffer.from(chunk).toString('latin1');
  return all;
}

const get = (more: Partial<Parameters<typeof streaming>[0]> = {}) => ({
  url: new URL('/big?Signature=SECRET', server.url),
  ...more,
});

/** Sends a piece every so often. */
function dripping(pieces: number, everyMs: number): Reply {
  return (response) => {
    response.writeHead(200);
    response.flushHeaders();
    let sent = 0;
    const timer = setInterval(() => {
      response.write('drop');
      sent += 1;
      if (sent === pieces) {
        clearInterval(timer);
        response.end();
      }
    }, everyMs);
    response.once('close', () => clearInterval(timer));
  };
}

describe('streaming', () => {
  it('hands over status, headers and the body as it comes', async () => {
    server.script(status(206, { ETag: '"one"' }, 'abc'));
    const seen = await streaming(get(), limitOf(), async (answer) => {
      return { status: answer.status, etag: answer.headers.get('etag'), body: await text(answer) };
    });
    expect(seen).toEqual({ status: 206, etag: '"one"', body: 'abc' });
  });

  it('counts its time from the last sign of life, not from the beginning', async () => {
    server.script(dripping(8, 100));
    expect(await streaming(get({ timeoutMs: 500 }), limitOf(), text)).toBe('drop'.repeat(8));
  });

  it('gives up after a silence', async () => {
    server.script(silence, (response) => void response.writeHead(200).write('drop'));
    for (let i = 0; i < 2; i++) {
      await expect(streaming(get({ timeoutMs: 200 }), limitOf(), text)).rejects.toMatchObject({
        code: 'timed_out',
        message: expect.not.stringContaining('SECRET'),
      });
    }
  });

  it.each([
    ['short of its length', cutShort('abc')],
    ['without its end', cutChunked],
  ])('fails for a body that is cut %s', async (_, reply) => {
    server.script(reply);
    await expect(streaming(get(), limitOf(), text)).rejects.toMatchObject({
      code: 'network_error',
      retryable: true,
    });
  });

  it('stops with the run', async () => {
    const stop = new AbortController();
    server.script(dripping(1000, 20));
    const reading = streaming(get(), limitOf(undefined, stop.signal), async ({ chunks }) => {
      for await (const _ of chunks) stop.abort();
    });
    await expect(reading).rejects.toMatchObject({ code: 'run_out_of_time' });
  });

  it('fetches no more when what came first is enough', async () => {
    let closed: Promise<unknown> | undefined;
    server.script((response) => {
      closed = new Promise((resolve) => response.once('close', resolve));
      dripping(1_000_000, 5)(response, server.requests[0]!);
    });
    expect(await streaming(get(), limitOf(), async ({ status }) => status)).toBe(200);
    await closed;
  });

  it('follows a redirect to another host with the headers of a range, and with no others', async () => {
    const other = await scriptedServer();
    const to = status(307, { Location: new URL('/there', other.url).href });
    try {
      server.script(to, to);
      other.script(status(206, {}, 'rest'));
      const range = { 'Accept-Encoding': 'identity', Range: 'bytes=4-', 'If-Range': '"one"' };
      expect(await streaming(get({ headers: range }), limitOf(), text)).toBe('rest');
      expect(other.requests[0]?.headers).toMatchObject({ range: 'bytes=4-', 'if-range': '"one"' });
      const key = { Authorization: 'Token A$B' };
      await expect(streaming(get({ headers: key }), limitOf(), text)).rejects.toMatchObject({
        code: 'request_refused',
      });
      expect(other.requests).toHaveLength(1);
    } finally {
      await other.close();
    }
  });
});
