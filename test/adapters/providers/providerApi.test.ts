import { describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import {
  type Dialect,
  type ProviderOptions,
  providerApi,
} from '../../../shared/adapters/providers/providerApi.ts';
import { json, status } from '../../support/httpServer.ts';
import { limitOf, rejectionOf } from '../../support/limits.ts';
import { scriptedProvider } from './scriptedProvider.ts';

const provided = scriptedProvider();
const KEY = 'a-key-of-a-test-0001';
const NOW = Date.parse('2026-09-22T12:00:00.000Z');
const open = (options: ProviderOptions, dialect: Partial<Dialect> = {}) =>
  providerApi(
    {
      source: 'Somebody',
      defaultUrl: 'https://example.com',
      variable: 'SOMEBODY_API_URL',
      headers: { 'X-Key': KEY },
      perMinute: Number.POSITIVE_INFINITY,
      burst: 1,
      judge: () => undefined,
      words: (body) => JSON.stringify(body ?? ''),
      ...dialect,
    },
    options,
  );
const request = {
  path: '/v1/thing',
  query: { a: 'b c', none: undefined },
  schema: z.object({ n: z.number() }),
};
const at = (date: string) => status(200, { date }, '{"n":1}');

describe('when an answer can know of a day', () => {
  it.each([
    ['its own time', new Date(NOW - 3_600_000).toUTCString(), NOW - 3_600_000],
    ['our time, where its clock is ahead', new Date(NOW + 86_400_000).toUTCString(), NOW],
    ['our time, where its header says nothing', 'soon', NOW],
    ['our time, where its header is days old', new Date(NOW - 37 * 3_600_000).toUTCString(), NOW],
  ])('is %s', async (_, date, expected) => {
    const told = await open(provided.answering(at(date))).get(request, limitOf());
    expect(told.at.getTime()).toBe(expected);
  });
});

describe('a request', () => {
  it('keeps the path of a proxy, sends the key in its header, and leaves out what is undefined', async () => {
    const options = provided.answering(json({ n: 1 }));
    await open({ ...options, url: `${options.url}proxy/` }).get(request, limitOf());
    expect(provided.asked()).toEqual(['/proxy/v1/thing?a=b+c']);
    expect(provided.server.requests[0]!.headers).toMatchObject({
      'x-key': KEY,
      accept: 'application/json',
      'user-agent': 'numerai-crypto-autopilot',
    });
  });

  it.each(['ftp://example.com', 'https://user:pass@example.com', 'example.com', ''])(
    'is not sent to %j',
    (url) => {
      expect(() => open({ ...provided.answering(), url })).toThrow(
        expect.objectContaining({ code: 'address_invalid', message: expect.not.stringContaining('pass') }),
      );
    },
  );

  it('shows no key that an answer echoes', async () => {
    const echo = { said: `your key ${KEY} at https://example.com/x?key=${KEY}` };
    const error = await rejectionOf(open(provided.answering(json(echo, 401))).get(request, limitOf()));
    expect(error).toMatchObject({ code: 'access_denied', message: expect.stringContaining('your key ***') });
    expect(String((error as Error).message)).not.toMatch(/test-0001|\?/);
  });

  it('does not follow a redirect that would carry the key elsewhere', async () => {
    const options = provided.answering(status(302, { location: 'http://127.0.0.1:9/elsewhere' }));
    expect(await rejectionOf(open(options).get(request, limitOf()))).toMatchObject({
      code: 'request_refused',
    });
    expect(provided.server.requests).toHaveLength(1);
  });
});

describe('Retry-After', () => {
  it('may be a date', async () => {
    const until = new Date(NOW + 30_000).toUTCString();
    const options = provided.answering(status(429, { 'retry-after': until }), json({ n: 1 }));
    await open(options).get(request, limitOf());
    expect(options.clock.sleptMs).toEqual([30_000]);
  });

  it.each(['86400', '181'])(
    'of %s s is not waited for, and nobody else is sent there meanwhile',
    async (seconds) => {
      const options = provided.answering(status(429, { 'retry-after': seconds }));
      const api = open(options);
      for (let i = 0; i < 3; i++) {
        expect(await rejectionOf(api.get(request, limitOf()))).toMatchObject({ code: 'rate_limited' });
      }
      expect(provided.server.requests).toHaveLength(1);
      expect(options.clock.sleptMs).toEqual([]);
    },
  );

  it.each(['-5', 'soon', '1e99', '999999999999'])('of %j does no harm', async (text) => {
    const replies = Array.from({ length: 4 }, () => status(429, { 'retry-after': text }));
    const options = provided.answering(...replies);
    const error = await rejectionOf(open(options).get(request, limitOf()));
    expect(error).toMatchObject({ code: 'rate_limited' });
    expect(options.clock.sleptMs.reduce((sum, ms) => sum + ms, 0)).toBeLessThan(180_000);
  });
});

it('asks for one thing that may be unknown: undefined where it is, a failure where it must be known', async () => {
  const isUnknown: Dialect['isUnknown'] = (said) => said.status === 404;
  const options = provided.answering(status(404), status(404), json({ n: 1 }));
  const api = open(options, { isUnknown });
  expect(await api.find(request, limitOf())).toBeUndefined();
  expect(await rejectionOf(api.get(request, limitOf()))).toMatchObject({ code: 'request_refused' });
  expect((await api.find(request, limitOf()))?.data).toEqual({ n: 1 });
});

it('keeps a limit a minute that was set over one that a plan tells', async () => {
  const replies = Array.from({ length: 6 }, () => json({ n: 1 }));
  const options = provided.answering(...replies);
  const told = open(options, { perMinute: 60 });
  told.allow(6);
  for (let i = 0; i < 3; i++) await told.get(request, limitOf());
  expect(options.clock.sleptMs).toEqual([10_000, 10_000]);
  const set = open({ ...options, perMinute: 60 });
  set.allow(6);
  for (let i = 0; i < 3; i++) await set.get(request, limitOf());
  expect(options.clock.sleptMs.slice(2)).toEqual([1000, 1000]);
});
