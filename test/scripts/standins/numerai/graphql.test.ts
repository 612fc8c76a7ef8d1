import { afterEach, describe, expect, it } from '@jest/globals';
import { ask, closeAll, complaint, MODEL, numeraiAt, post } from './calls.ts';

afterEach(closeAll);

const UUID = expect.stringMatching(/^[0-9a-f-]{36}$/);

describe('the GraphQL endpoint', () => {
  it('answers a wrong query with GraphQL errors under HTTP 200', async () => {
    const numerai = await numeraiAt();
    const response = await post(numerai, { query: '{ createCryptoSubmission { id } }' });
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      errors: [
        {
          message: 'Cannot query field "createCryptoSubmission" on type "RootQueryType".',
          locations: [{ line: 1, column: 3 }],
        },
      ],
    });
  });

  it.each([
    [
      'an unknown argument',
      '{ rounds(tournament: 12, latest: true) { number } }',
      /^Unknown argument "latest"/,
    ],
    ['a missing argument', '{ dataset(tournament: 12) }', /"filename".*required/],
    ['a wrong type', '{ rounds(tournament: "crypto") { number } }', /^Int cannot represent/],
    ['a field without its selection', '{ rounds }', /must have a selection of subfields/],
    ['no GraphQL at all', 'rounds please', /^Syntax Error/],
  ])('refuses %s', async (_, query, message) => {
    expect(await complaint(await numeraiAt(), { query })).toMatch(message);
  });

  it('refuses variables that do not fit their types', async () => {
    const query = 'query($n: Int) { rounds(number: $n) { number } }';
    expect(await complaint(await numeraiAt(), { query, variables: { n: 'zero' } })).toMatch(
      /^Variable "\$n" got/,
    );
  });

  it('answers a body that is no GraphQL request with 400', async () => {
    const { url } = await numeraiAt();
    for (const body of ['', 'rounds', '[]', '{"query": 1}']) {
      expect((await fetch(url, { method: 'POST', body })).status).toBe(400);
    }
  });

  it('is found under / and /graphql, by POST only', async () => {
    const { url } = await numeraiAt();
    const body = JSON.stringify({ query: '{ tournaments { name tournament } }' });
    const crypto = { name: 'crypto', tournament: 12 };
    for (const path of ['/', '/graphql']) {
      const answer = await (await fetch(url + path, { method: 'POST', body })).json();
      expect(answer).toMatchObject({ data: { tournaments: expect.arrayContaining([crypto]) } });
    }
    expect((await fetch(url)).status).toBe(404);
    expect((await fetch(`${url}/other`, { method: 'POST', body })).status).toBe(404);
  });

  it('answers the snake_case operations of the official client under the names it sent', async () => {
    const numerai = await numeraiAt();
    const query = `query($filename: String! $tournament: Int! $modelId: String) {
      submission_upload_auth(filename: $filename tournament: $tournament modelId: $modelId) { filename url }
    }`;
    const { data } = await ask(numerai, {
      query,
      variables: { filename: 'a.csv', tournament: 12, modelId: MODEL },
    });
    expect(data.submission_upload_auth.filename).toMatch(/^a-[A-Za-z0-9]{12}\.csv$/);
  });
});

describe('tokens', () => {
  const info = { query: '{ apiTokenInfo { accountUsername publicId scopes } }' };
  const needToken = [
    'apiTokenInfo { name }',
    'account { id }',
    `model(modelId: "${MODEL}") { id }`,
    `submissions(modelId: "${MODEL}") { id }`,
    'submissionUploadAuth(filename: "a.csv", tournament: 12) { url }',
    'submissionDownloadAuth(id: "x") { url }',
    'pendingModelPayouts(tournament: 12) { actual { payoutNmr } }',
  ];

  it('tells a token who it is', async () => {
    const numerai = await numeraiAt();
    const { publicId, scopes } = numerai.token;
    const { data } = await ask(numerai, info);
    expect(data.apiTokenInfo).toEqual({ accountUsername: 'example_user', publicId, scopes });
  });

  it.each(needToken)('asks for one: %s', async (field) => {
    const call = { query: `{ ${field} }` };
    const numerai = await numeraiAt();
    expect(await complaint(numerai, { ...call, authorization: null })).toBe('Not authenticated');
    expect(await complaint(numerai, { ...call, authorization: 'Token A$B' })).toBe(
      'Your session is invalid or has expired.',
    );
  });

  it('asks for one to create a submission', async () => {
    const call = { query: 'mutation { createSubmission(filename: "a.csv", tournament: 12) { id } }' };
    const numerai = await numeraiAt();
    expect(await complaint(numerai, { ...call, authorization: null })).toBe('Not authenticated');
  });

  it('notices a swapped id and key, and a wrong key', async () => {
    const numerai = await numeraiAt();
    const { publicId, secretKey } = numerai.token;
    for (const pair of [`${secretKey}$${publicId}`, `${publicId}$${publicId}`, publicId, `${publicId}$`]) {
      expect(await complaint(numerai, { ...info, authorization: `Token ${pair}` })).toMatch(
        /session is invalid/,
      );
    }
  });

  it.each([
    ['upload_submission', 'submissionUploadAuth(filename: "a.csv", tournament: 12) { url }'],
    ['read_submission_info', `model(modelId: "${MODEL}") { id }`],
    ['read_submission_info', 'submissions { id }'],
    ['read_user_info', 'account { id }'],
    ['download_submission', 'submissionDownloadAuth(id: "x") { url }'],
  ])('asks for the scope %s: %s', async (scope, field) => {
    const tokens = [{ publicId: 'A', secretKey: 'B', scopes: ['stake'] }];
    expect(await complaint(await numeraiAt({ tokens }), { query: `{ ${field} }` })).toBe(
      `Your API token does not have the required scope: ${scope}`,
    );
  });
});

describe('models', () => {
  it('lists those of every tournament', async () => {
    const { data } = await ask(await numeraiAt(), { query: '{ account { models { id name tournament } } }' });
    expect(data.account.models).toEqual([
      { id: UUID, name: 'example_model', tournament: 12 },
      { id: UUID, name: 'second_model', tournament: 12 },
      { id: UUID, name: 'classic_model', tournament: 8 },
    ]);
  });

  const auth = (rest: string) => ({
    query: `{ submissionUploadAuth(filename: "a.csv", ${rest}) { filename } }`,
  });

  it('must be told apart when there are several', async () => {
    expect(await complaint(await numeraiAt(), auth('tournament: 12'))).toBe(
      'Account contains multiple user models - you must specify model_id.',
    );
  });

  it('need no telling apart when there is only one', async () => {
    const models = [{ id: MODEL, name: 'only', tournament: 12 }];
    expect(await complaint(await numeraiAt({ models }), auth('tournament: 12'))).toBeUndefined();
  });

  it('are the own ones, in their own tournament', async () => {
    const numerai = await numeraiAt();
    expect(await complaint(numerai, auth('tournament: 12, modelId: "else"'))).toBe('Model not found');
    expect(await complaint(numerai, auth(`tournament: 8, modelId: "${MODEL}"`))).toBe('invalid tournament');
  });
});

describe('the request log', () => {
  it('holds operations, names and variables, and neither keys nor query strings', async () => {
    const numerai = await numeraiAt();
    const query = 'query Names($t: Int) { listDatasets(tournament: $t) tournaments { name } }';
    await ask(numerai, { query, variables: { t: 12 } });
    const dataset = '{ dataset(filename: "crypto/v2.0/live.parquet", tournament: 12) }';
    const { data } = await ask(numerai, { query: dataset });
    await fetch(data.dataset);
    expect(numerai.requests).toMatchObject([
      {
        operations: ['listDatasets', 'tournaments'],
        operationName: 'Names',
        variables: { t: 12 },
        method: 'POST',
      },
      { operations: ['dataset'], operationName: undefined },
      { operations: ['download'], method: 'GET', path: '/storage/datasets/crypto/v2.0/live.parquet' },
    ]);
    const log = JSON.stringify(numerai.requests);
    expect(log).not.toContain(numerai.token.secretKey);
    expect(log).not.toContain('Signature');
  });
});

describe('close', () => {
  it('ends a request that hangs, at once, and frees the port', async () => {
    const numerai = await numeraiAt({ faults: ['timeout'] });
    const hanging = fetch(numerai.url, { method: 'POST', body: '{"query":"{ tournaments { name } }"}' });
    const ended = expect(hanging).rejects.toThrow('fetch failed');
    while (numerai.requests.length === 0) await new Promise(setImmediate);
    await numerai.close();
    await ended;
    const port = Number(new URL(numerai.url).port);
    expect((await numeraiAt({ port })).url).toBe(numerai.url);
  });
});
