import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { exchange, type HttpRequest } from '../../shared/adapters/http.ts';
import { type ScriptedServer, scriptedServer, status } from '../support/httpServer.ts';
import { limitOf, rejectionOf } from '../support/limits.ts';

let server: ScriptedServer;

beforeEach(async () => {
  server = await scriptedServer();
});
afterEach(() => server.close());

function get(path = '/data', more: Partial<HttpRequest> = {}): HttpRequest {
  return { method: 'GET', url: new URL(path, server.url), ...more };
}

const sent = (request: HttpRequest) => exchange(request, limitOf());

describe('redirects', () => {
  const to = (location: string, code = 302) => status(code, { Location: location }, 'moved');

  it.each([301, 302, 303, 307, 308])('are followed for a GET that was answered %i', async (code) => {
    server.script(to('/elsewhere?x=1', code), status(200));
    expect((await sent(get('/', { headers: { 'X-Key': 'k' } }))).status).toBe(200);
    expect(server.requests[1]).toMatchObject({ path: '/elsewhere?x=1', headers: { 'x-key': 'k' } });
  });

  it('to another host are followed only by a request without a key', async () => {
    const other = await scriptedServer();
    server.script(to(other.url.href), to(other.url.href));
    other.script(status(200));
    expect((await sent(get('/', { headers: { Accept: 'text/csv' } }))).status).toBe(200);
    const error = await rejectionOf(sent(get('/', { headers: { 'X-Key': 'k' } })));
    expect(error).toMatchObject({ code: 'request_refused' });
    expect(other.requests).toHaveLength(1);
    await other.close();
  });

  it.each(['POST', 'PUT'] as const)('are not followed for a %s', async (method) => {
    server.script(to('/elsewhere'), status(200));
    expect((await sent(get('/', { method, body: new Uint8Array(1) }))).status).toBe(302);
    expect(server.requests).toHaveLength(1);
  });

  it('come to an end after three', async () => {
    server.script(to('/1'), to('/2'), to('/3'), to('/4'), status(200));
    expect(await rejectionOf(sent(get()))).toMatchObject({ code: 'request_refused' });
    expect(server.requests).toHaveLength(4);
  });

  it.each(['ftp://example.org/', 'http://[', 'https://user:pass@example.org/'])(
    'to %s are refused',
    async (location) => {
      server.script(to(location));
      const error = await rejectionOf(sent(get()));
      expect(error).toMatchObject({ code: 'request_refused' });
      expect(inspect(error)).not.toContain('pass');
    },
  );
});
