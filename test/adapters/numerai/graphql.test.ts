import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { numeraiClient } from '../../../shared/adapters/numerai/numeraiClient.ts';
import {
  cutChunked,
  cutShort,
  html,
  json,
  type Reply,
  reset,
  silence,
  status,
} from '../../support/httpServer.ts';
import { limitOf, rejectionOf } from '../../support/limits.ts';
import {
  asked,
  type NumeraiUnderTest,
  numeraiUnderTest,
  PUBLIC_ID,
  SECRET_KEY,
} from '../../support/numeraiUnderTest.ts';

let numerai: NumeraiUnderTest;

beforeEach(async () => {
  numerai = await numeraiUnderTest();
});
afterEach(() => numerai.server.close());

const MODELS = json({
  data: {
    account: {
      models: [
        { id: 'a', name: 'classic', tournament: 8 },
        { id: 'b', name: 'crypto_one', tournament: 12 },
        null,
        { id: null, name: null, tournament: null },
        { id: null, name: null, tournament: 12 },
        { id: 'c', name: 'crypto_two', tournament: 12, newField: true },
      ],
    },
  },
});
const models = () => numerai.client.models(limitOf());
const errors = (...messages: string[]) =>
  json({ errors: messages.map((message) => ({ message })), data: null });

describe('an operation that needs a token', () => {
  it('sends it in the documented form and reads the Crypto models of the account', async () => {
    numerai.server.script(MODELS);
    expect(await models()).toEqual([
      { id: 'b', name: 'crypto_one' },
      { id: 'c', name: 'crypto_two' },
    ]);
    expect(numerai.server.requests[0]!.headers.authorization).toBe(`Token ${PUBLIC_ID}$${SECRET_KEY}`);
    expect(asked(numerai.server, 0).variables).toEqual({});
  });

  it.each([undefined, { publicId: '', secretKey: SECRET_KEY }, { publicId: PUBLIC_ID, secretKey: '' }])(
    'is not sent without complete keys',
    async (credentials) => {
      const other = await numeraiUnderTest({ credentials });
      const error = await rejectionOf(other.client.models(limitOf()));
      expect(error).toMatchObject({ name: 'AccessError', code: 'numerai_keys_missing' });
      expect(other.server.requests).toHaveLength(0);
      await other.server.close();
    },
  );
});

describe('trouble that may heal', () => {
  it.each<[string, Reply, string]>([
    ['a reset', reset, 'network_error'],
    ['an answer cut short', cutShort(), 'network_error'],
    ['a chunked answer cut short', cutChunked, 'network_error'],
    ['silence', silence, 'timed_out'],
    ['408', status(408), 'timed_out'],
    ['429', status(429), 'rate_limited'],
    ['500 without words', status(500), 'server_error'],
    ['500 in JSON', json({ errors: { detail: 'Internal Server Error' } }, 500), 'server_error'],
    ['502 in HTML', html(502), 'server_error'],
    ['504 in HTML', html(504), 'server_error'],
    ['HTML under 200', html(), 'malformed_answer'],
    ['an empty answer', status(200), 'malformed_answer'],
    ['data: null', json({ data: null }), 'malformed_answer'],
    ['account: null', json({ data: { account: null } }), 'malformed_answer'],
    [
      'a Crypto model without id',
      json({ data: { account: { models: [{ name: 'x', tournament: 12 }] } } }),
      'malformed_answer',
    ],
    ['an internal error', errors('Internal server error'), 'server_error'],
    ['an internal error, capitals', errors('Internal Server Error'), 'server_error'],
    ['an internal error in an object', json({ errors: { detail: 'internal server error' } }), 'server_error'],
    [
      'an internal error under 400',
      json({ errors: [{ message: 'Internal server error' }] }, 400),
      'server_error',
    ],
    ['a limit in words', errors('Too many requests'), 'rate_limited'],
  ])('%s: asked four times in all', async (_, trouble, code) => {
    if (trouble === silence) {
      await numerai.server.close();
      numerai = await numeraiUnderTest({ timeoutMs: 700 });
    }
    numerai.server.script(trouble, trouble, trouble, MODELS);
    expect(await models()).toHaveLength(2);
    numerai.server.script(trouble, trouble, trouble, trouble, MODELS);
    expect(await rejectionOf(models())).toMatchObject({ name: 'TransientError', code });
    expect(numerai.server.requests).toHaveLength(8);
  });

  it('waits as long as Retry-After asks', async () => {
    numerai.server.script(status(429, { 'Retry-After': '3' }), MODELS);
    await models();
    expect(numerai.clock.sleptMs).toEqual([3000]);
  });

  it('keeps the words of a server that failed', async () => {
    numerai.server.script(...Array(4).fill(json({ errors: { detail: 'database is down' } }, 503)));
    const message = `POST ${numerai.server.url} (Models) answered 503: database is down`;
    expect(await rejectionOf(models())).toMatchObject({ code: 'server_error', message });
  });
});

describe('a refusal', () => {
  it.each<[string, Reply, string, string]>([
    [
      'swapped keys',
      errors('Your session is invalid or has expired.'),
      'AccessError',
      'numerai_keys_rejected',
    ],
    ['no token', errors('Not authenticated'), 'AccessError', 'numerai_keys_rejected'],
    [
      '401 in words',
      json({ errors: { detail: 'Unauthorized' } }, 401),
      'AccessError',
      'numerai_keys_rejected',
    ],
    [
      '401 in unknown words',
      json({ errors: [{ message: 'no' }] }, 401),
      'AccessError',
      'numerai_keys_rejected',
    ],
    ['401 without words', status(401), 'AccessError', 'access_denied'],
    ['403 in HTML', html(403), 'AccessError', 'access_denied'],
    [
      'a missing scope',
      errors('Token is missing scope read_user_info'),
      'AccessError',
      'numerai_scope_missing',
    ],
    [
      'a missing permission',
      errors('You do not have permission to do this'),
      'AccessError',
      'numerai_scope_missing',
    ],
    [
      'no model id',
      errors('Account contains multiple user models - you must specify model_id.'),
      'RefusedError',
      'numerai_refused',
    ],
    ['a wrong tournament', errors('invalid tournament'), 'RefusedError', 'numerai_refused'],
    ['404 in HTML', html(404), 'RefusedError', 'request_refused'],
    ['400 with words', json({ errors: ['syntax error'] }, 400), 'RefusedError', 'numerai_refused'],
    [
      'an error without words',
      json({ errors: [{ code: 7 }, null], data: null }),
      'RefusedError',
      'numerai_refused',
    ],
    ['a redirect', status(301, { Location: 'https://example.org/' }), 'RefusedError', 'request_refused'],
  ])('%s is not repeated', async (_, answer, name, code) => {
    numerai.server.script(answer, MODELS);
    expect(await rejectionOf(models())).toMatchObject({ name, code, retryable: false });
    expect(numerai.server.requests).toHaveLength(1);
  });

  it('says that the keys may be swapped', async () => {
    numerai.server.script(errors('Your session is invalid or has expired.'));
    expect(await rejectionOf(models())).toMatchObject({ hint: expect.stringMatching(/swapped/) });
  });

  it('keeps all words, not only the last', async () => {
    numerai.server.script(errors('first reason', 'second reason'));
    expect(await rejectionOf(models())).toMatchObject({
      message: `POST ${numerai.server.url} (Models) said: first reason; second reason`,
    });
  });

  it('wins over part of the data, which must not pass for the whole', async () => {
    const half = { errors: [{ message: 'model c is locked' }], data: { account: { models: [] } } };
    numerai.server.script(json(half));
    expect(await rejectionOf(models())).toMatchObject({ code: 'numerai_refused' });
  });

  it.each([{ errors: [] }, { errors: null }])('is not seen in %p', async (none) => {
    numerai.server.script(json({ ...none, data: { account: { models: [] } } }));
    expect(await models()).toEqual([]);
  });
});

describe('preflight', () => {
  it('takes a token without scopes for one that may do nothing', async () => {
    numerai.server.script(json({ data: { apiTokenInfo: { name: null, scopes: null } } }));
    expect(await numerai.client.preflight(limitOf())).toEqual({ scopes: [] });
  });
});

describe('numeraiClient', () => {
  it.each(['', 'api.example.org', 'https://user:pass@example.org'])('refuses the address %p', async (url) => {
    const { clock, log, server } = numerai;
    const make = () =>
      numeraiClient({ url, dataset: 'd', clock, log, files: { readTable: async () => fail() } });
    expect(make).toThrow(/NUMERAI_API_URL/);
    expect(make).not.toThrow(/pass/);
    expect(server.requests).toHaveLength(0);
  });
});

function fail(): never {
  throw new Error('not to be called');
}
