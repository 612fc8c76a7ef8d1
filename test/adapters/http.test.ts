import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { exchange, type HttpRequest, httpUrl, send } from '../../shared/adapters/http.ts';
import {
  bytes,
  cutChunked,
  cutShort,
  html,
  type Reply,
  reset,
  type ScriptedServer,
  scriptedServer,
  silence,
  status,
} from '../support/httpServer.ts';
import { type InstantClock, instantClock } from '../support/instantClock.ts';
import { limitOf, rejectionOf } from '../support/limits.ts';

let server: ScriptedServer;
let clock: InstantClock;

beforeEach(async () => {
  server = await scriptedServer();
  clock = instantClock('2026-09-22T12:00:00Z');
});
afterEach(() => server.close());

function get(path = '/data?key=SECRET', more: Partial<HttpRequest> = {}): HttpRequest {
  return { method: 'GET', url: new URL(path, server.url), ...more };
}

const sent = (request: HttpRequest, limit = limitOf()) => send(request, { clock, limit });

describe('send', () => {
  it('hands back status, headers and every byte of the answer', async () => {
    const body = Buffer.from(Array.from({ length: 100_000 }, (_, i) => i % 256));
    server.script(bytes(body));
    const answer = await sent(get());
    expect(Buffer.from(answer.bytes).equals(body)).toBe(true);
    expect(answer).toMatchObject({ status: 200, label: `GET ${server.url.origin}/data` });
    expect(answer.headers.get('content-type')).toBe('binary/octet-stream');
    expect(server.requests[0]!.path).toBe('/data?key=SECRET');
  });

  it('takes an answer without a body for zero bytes', async () => {
    server.script(status(204));
    expect((await sent(get())).bytes).toHaveLength(0);
  });

  it('adds no content type to bytes and tells their length', async () => {
    server.script(status(200));
    await sent(get('/put', { method: 'PUT', body: new TextEncoder().encode('symbol') }));
    const [request] = server.requests;
    expect(request).toMatchObject({ method: 'PUT', body: Buffer.from('symbol') });
    expect(request!.headers).toMatchObject({ 'content-length': '6' });
    expect(request!.headers).not.toHaveProperty('content-type');
    expect(request!.headers).not.toHaveProperty('authorization');
  });

  it.each<[string, Reply, string]>([
    ['a reset before the answer', reset, 'network_error'],
    ['a body cut short of its length', cutShort(), 'network_error'],
    ['a chunked body without its end', cutChunked, 'network_error'],
    ['no answer in time', silence, 'timed_out'],
    ['408', status(408), 'timed_out'],
    ['429', status(429), 'rate_limited'],
    ['500', status(500), 'server_error'],
    ['502 in HTML', html(502), 'server_error'],
    ['599', status(599), 'server_error'],
  ])('repeats after %s: three retries, then the failure', async (_, trouble, code) => {
    const request = get('/', trouble === silence ? { timeoutMs: 500 } : {});
    server.script(trouble, trouble, trouble, status(200));
    expect((await sent(request)).status).toBe(200);
    expect(server.requests).toHaveLength(4);

    server.script(trouble, trouble, trouble, trouble, status(200));
    const error = await rejectionOf(sent(request));
    expect(error).toMatchObject({ name: 'TransientError', code, retryable: true });
    expect(server.requests).toHaveLength(8);
  });

  it.each([
    [401, 'AccessError', 'access_denied'],
    [403, 'AccessError', 'access_denied'],
    [400, 'RefusedError', 'request_refused'],
    [404, 'RefusedError', 'request_refused'],
    [499, 'RefusedError', 'request_refused'],
    [304, 'RefusedError', 'request_refused'],
  ])('does not repeat a %i and keeps the query string out of the message', async (code, name, errorCode) => {
    server.script(status(code), status(200));
    const error = await rejectionOf(sent(get('/price?key=SECRET')));
    const message = `GET ${server.url.origin}/price answered ${code}`;
    expect(error).toMatchObject({ name, code: errorCode, message, retryable: false });
    expect(server.requests).toHaveLength(1);
  });

  it('is refused a connection, and says so', async () => {
    const request = get('/closed');
    await server.close();
    const error = await rejectionOf(sent(request));
    expect(error).toMatchObject({ code: 'network_error', message: expect.stringMatching(/ECONNREFUSED$/) });
    expect(clock.sleptMs).toHaveLength(3);
    server = await scriptedServer();
  });

  it('times out also while a body is dripping', async () => {
    server.script((response) => void response.writeHead(200).write('a'));
    const request = get('/', { timeoutMs: 100 });
    const error = await rejectionOf(send(request, { clock, limit: limitOf(), delaysMs: [] }));
    expect(error).toMatchObject({ code: 'timed_out' });
  });
});

describe('Retry-After', () => {
  it('is honoured in seconds', async () => {
    server.script(status(429, { 'Retry-After': '7' }), status(200));
    await sent(get());
    expect(clock.sleptMs).toEqual([7000]);
  });

  it('is honoured as a date, seen from the clock', async () => {
    server.script(status(503, { 'Retry-After': 'Tue, 22 Sep 2026 12:00:09 GMT' }), status(200));
    await sent(get());
    expect(clock.sleptMs).toEqual([9000]);
  });

  it.each(['soon', '-5', 'Tue, 22 Sep 2020 12:00:00 GMT'])(
    'makes no difference when it is %p',
    async (value) => {
      server.script(status(429, { 'Retry-After': value }), status(200));
      await sent(get());
      expect(clock.sleptMs).toHaveLength(1);
      expect(clock.sleptMs[0]).toBeLessThanOrEqual(600);
    },
  );

  it('ends the attempts at once when it would pass the limit, and says until when', async () => {
    server.script(status(429, { 'Retry-After': '61' }), status(200));
    const error = await rejectionOf(sent(get('/quotes?key=SECRET'), limitOf('2026-09-22T12:01:00Z')));
    expect(error).toMatchObject({
      code: 'rate_limited',
      message: `GET ${server.url.origin}/quotes answered 429 and asks to wait until 2026-09-22T12:01:01.000Z`,
    });
    expect(server.requests).toHaveLength(1);
    expect(clock.sleptMs).toEqual([]);
  });

  it('may be absurd without breaking the message', async () => {
    server.script(status(429, { 'Retry-After': '9'.repeat(30) }));
    const error = await rejectionOf(sent(get(), limitOf('2026-09-22T12:01:00Z')));
    expect(error).toMatchObject({ message: expect.stringContaining('the end of time') });
  });
});

describe('the limit', () => {
  it('still allows the first attempt after the time for retries is over, and no second', async () => {
    server.script(status(500), status(200));
    const error = await rejectionOf(sent(get(), limitOf('2026-09-22T11:00:00Z')));
    expect(error).toMatchObject({ code: 'server_error' });
    expect(server.requests).toHaveLength(1);
  });

  it('stops a request under way when the run ends', async () => {
    const run = new AbortController();
    server.script(() => run.abort());
    const error = await rejectionOf(sent(get(), limitOf(undefined, run.signal)));
    expect(error).toMatchObject({ name: 'DeadlineError', code: 'run_out_of_time', retryable: false });
    expect(server.requests).toHaveLength(1);
  });

  it('stops a body under way when the run ends', async () => {
    const run = new AbortController();
    server.script((response) => {
      response.writeHead(200).write('a');
      setTimeout(() => run.abort(), 50);
    });
    const error = await rejectionOf(sent(get(), limitOf(undefined, run.signal)));
    expect(error).toMatchObject({ code: 'run_out_of_time' });
  });

  it('sends nothing when the run has ended', async () => {
    const error = await rejectionOf(sent(get(), limitOf(undefined, AbortSignal.abort())));
    expect(error).toMatchObject({ code: 'run_out_of_time' });
    expect(server.requests).toHaveLength(0);
  });
});

describe('what is read', () => {
  it('ends at the largest size allowed, which itself is fine', async () => {
    server.script(bytes(Buffer.alloc(1000)), bytes(Buffer.alloc(1001)), status(200));
    expect((await sent(get('/', { maxBytes: 1000 }))).bytes).toHaveLength(1000);
    const error = await rejectionOf(sent(get('/', { maxBytes: 1000 })));
    expect(error).toMatchObject({ name: 'RefusedError', code: 'answer_too_large' });
    expect(server.requests).toHaveLength(2);
  });
});

describe('a request that cannot be sent', () => {
  it('with a line break in a key is refused without showing the key', async () => {
    const error = await rejectionOf(sent(get('/', { headers: { 'X-Key': 'SEC\nRET' } })));
    expect(error).toMatchObject({ name: 'AccessError', code: 'key_malformed' });
    expect(inspect(error)).not.toMatch(/SEC|RET/);
    expect(server.requests).toHaveLength(0);
  });

  it.each(['ftp://example.org/x', 'https://user:pass@example.org/x'])('to %s is refused', async (address) => {
    const error = await rejectionOf(sent({ method: 'GET', url: new URL(address) }));
    expect(error).toMatchObject({ name: 'UsageError', code: 'address_invalid' });
    expect(inspect(error)).not.toContain('pass');
  });

  it('because of a bug of ours stays a bug and is never repeated', async () => {
    const request = get('/', { body: new Uint8Array(1) });
    expect(await rejectionOf(sent(request))).toMatchObject({ name: 'TypeError' });
    expect(clock.sleptMs).toEqual([]);
  });
});

describe('httpUrl', () => {
  it.each(['', 'example.org', 'ftp://example.org', 'file:///etc/passwd', 'https://user@example.org'])(
    'takes %p for no address',
    (text) => {
      expect(httpUrl(text)).toBeUndefined();
    },
  );

  it('keeps a presigned address as it is', () => {
    const text = 'https://store.example.org/a%20b?X-Amz-Signature=1%2F2';
    expect(httpUrl(text)?.href).toBe(text);
  });
});

describe('exchange', () => {
  it('is one attempt and hands back any status', async () => {
    server.script(status(500, {}, 'trouble'));
    const answer = await exchange(get(), limitOf());
    expect(answer.status).toBe(500);
    expect(Buffer.from(answer.bytes).toString()).toBe('trouble');
    expect(server.requests).toHaveLength(1);
  });

  it('shows no query string in anything it throws', async () => {
    server.script(reset, silence, cutShort());
    for (let i = 0; i < 3; i++) {
      const error = await rejectionOf(exchange(get('/a?key=SECRET', { timeoutMs: 200 }), limitOf()));
      expect(inspect(error, { depth: 10, showHidden: true })).not.toContain('SECRET');
    }
  });
});
