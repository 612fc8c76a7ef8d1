import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { getJson } from '../../shared/adapters/json.ts';
import { cutShort, html, json, type ScriptedServer, scriptedServer, status } from '../support/httpServer.ts';
import { instantClock } from '../support/instantClock.ts';
import { limitOf, rejectionOf } from '../support/limits.ts';

const Price = z.object({ symbol: z.string(), usd: z.number() });

let server: ScriptedServer;

beforeEach(async () => {
  server = await scriptedServer();
});
afterEach(() => server.close());

const price = () => {
  const policy = { clock: instantClock(), limit: limitOf() };
  return getJson({ url: new URL('/price?key=SECRET', server.url) }, Price, policy);
};

describe('getJson', () => {
  it('reads a document and drops fields nobody asked for', async () => {
    server.script(json({ symbol: '币安人生', usd: 1.5, extra: true }));
    expect(await price()).toEqual({ symbol: '币安人生', usd: 1.5 });
  });

  it('asks again after trouble and after an answer that does not fit', async () => {
    server.script(html(), cutShort(), json({ symbol: 'BTC', usd: null }), json({ symbol: 'BTC', usd: 1 }));
    expect(await price()).toEqual({ symbol: 'BTC', usd: 1 });
    expect(server.requests).toHaveLength(4);
  });

  it('names what does not fit, never the values', async () => {
    server.script(...Array(4).fill(json({ symbol: 7, usd: 'SECRET' })));
    const error = await rejectionOf(price());
    expect(error).toMatchObject({
      code: 'malformed_answer',
      message: expect.stringMatching(/\/price answered a wrong shape: symbol: .*; usd: /),
    });
    expect(inspect(error, { depth: 10 })).not.toContain('SECRET');
  });

  it('tells an HTML page from a document', async () => {
    server.script(html(), html(), html(), html());
    const error = await rejectionOf(price());
    expect(error).toMatchObject({
      code: 'malformed_answer',
      message: expect.stringContaining('answered 200 without JSON: 39 bytes of text/html'),
    });
  });

  it('does not repeat a refusal', async () => {
    server.script(status(404));
    expect(await rejectionOf(price())).toMatchObject({ code: 'request_refused' });
    expect(server.requests).toHaveLength(1);
  });
});
