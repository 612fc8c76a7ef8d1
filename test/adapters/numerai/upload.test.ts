import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { html, json, type Reply, reset, silence, status } from '../../support/httpServer.ts';
import { limitOf, rejectionOf } from '../../support/limits.ts';
import { asked, type NumeraiUnderTest, numeraiUnderTest } from '../../support/numeraiUnderTest.ts';

const REQUEST = {
  modelId: 'model-b',
  filename: 'r1324-mine-base-1a2b3c4d.parquet',
  bytes: new TextEncoder().encode('PAR1 content PAR1'),
};

let numerai: NumeraiUnderTest;

beforeEach(async () => {
  numerai = await numeraiUnderTest();
});
afterEach(() => numerai.server.close());

/** The n-th permission to upload, with an address and a name of its own. */
function auth(n: number): Reply {
  const url = new URL(`/store/${n}?X-Amz-Signature=hidden${n}`, numerai.server.url).href;
  return json({
    data: { submissionUploadAuth: { filename: `stored-${n}.parquet`, url, accelerated: null } },
  });
}

const upload = () => numerai.client.upload(REQUEST, limitOf());
const paths = () => numerai.server.requests.map(({ method, path }) => `${method} ${path.split('?')[0]}`);

describe('upload', () => {
  it('puts the very bytes where Numerai says and returns the name Numerai gave', async () => {
    numerai.server.script(auth(1), status(200));
    expect(await upload()).toBe('stored-1.parquet');
    expect(asked(numerai.server, 0).variables).toEqual({
      filename: REQUEST.filename,
      tournament: 12,
      modelId: 'model-b',
    });
    const put = numerai.server.requests[1]!;
    expect(put).toMatchObject({ method: 'PUT', path: '/store/1?X-Amz-Signature=hidden1' });
    expect(put.body.equals(Buffer.from(REQUEST.bytes))).toBe(true);
    expect(put.headers).toMatchObject({ 'content-length': String(REQUEST.bytes.length) });
    expect(put.headers).not.toHaveProperty('content-type');
    expect(put.headers).not.toHaveProperty('authorization');
  });

  it.each<[string, Reply, string]>([
    ['403', status(403, {}, '<Error><Code>AccessDenied</Code></Error>'), 'storage_refused'],
    ['an expired token', status(400, {}, '<Error><Code>ExpiredToken</Code></Error>'), 'storage_refused'],
    ['a redirect', status(307, { Location: '/other' }), 'storage_refused'],
    ['500', status(500), 'server_error'],
    ['503', status(503, {}, '<Error><Code>SlowDown</Code></Error>'), 'server_error'],
    ['429', status(429), 'rate_limited'],
    ['a reset', reset, 'network_error'],
    ['a page under 200', html(), 'malformed_answer'],
    ['another page under 200', status(200, {}, '\n<!DOCTYPE html><html></html>'), 'malformed_answer'],
    [
      'an error under 200',
      status(200, {}, '<?xml version="1.0"?><Error><Code>InternalError</Code></Error>'),
      'malformed_answer',
    ],
  ])('asks for a new permission after %s, and uses its name', async (_, trouble, code) => {
    const { server } = numerai;
    server.script(auth(1), trouble, auth(2), trouble, auth(3), trouble, auth(4), status(200));
    expect(await upload()).toBe('stored-4.parquet');
    expect(paths()).toEqual([1, 2, 3, 4].flatMap((n) => ['POST /', `PUT /store/${n}`]));

    server.script(auth(1), trouble, auth(2), trouble, auth(3), trouble, auth(4), trouble, auth(5));
    expect(await rejectionOf(upload())).toMatchObject({ name: 'TransientError', code });
    expect(server.requests).toHaveLength(16);
  });

  it('names the storage code and nothing else of its answer', async () => {
    const body = '<Error><Code>SignatureDoesNotMatch</Code><StringToSign>hidden</StringToSign></Error>';
    for (let n = 1; n <= 4; n++) numerai.server.script(auth(n), status(403, {}, body));
    expect(await rejectionOf(upload())).toMatchObject({
      message: `PUT ${numerai.server.url}store/4 answered 403: SignatureDoesNotMatch`,
    });
  });

  it('takes any other body under 2xx for the storage saying yes', async () => {
    numerai.server.script(auth(1), status(201, {}, '<PostResponse></PostResponse>'));
    expect(await upload()).toBe('stored-1.parquet');
  });

  it.each<[string, unknown]>([
    ['an empty name', { filename: '', url: 'https://example.org/' }],
    ['no name', { url: 'https://example.org/' }],
    ['no address', { filename: 'a.csv', url: null }],
    ['an address that is none', { filename: 'a.csv', url: 'nowhere' }],
    ['nothing', null],
  ])('takes a permission with %s for malformed and asks again', async (_, submissionUploadAuth) => {
    numerai.server.script(json({ data: { submissionUploadAuth } }), auth(2), status(200));
    expect(await upload()).toBe('stored-2.parquet');
  });

  it('has three retries for each of its two steps', async () => {
    const trouble = status(500);
    numerai.server.script(
      trouble,
      trouble,
      trouble,
      auth(1),
      trouble,
      trouble,
      auth(2),
      trouble,
      auth(3),
      status(200),
    );
    expect(await upload()).toBe('stored-3.parquet');
  });

  it('has time for three retries within a run of 150 s when the storage stays silent', async () => {
    const start = globalThis.setTimeout;
    const hurried = (work: () => void, ms = 0) => start(work, ms / 20);
    const timers = jest.spyOn(globalThis, 'setTimeout').mockImplementation(hurried as typeof setTimeout);
    try {
      const { server } = numerai;
      server.script(auth(1), silence, auth(2), silence, auth(3), silence, auth(4), status(200));
      expect(await upload()).toBe('stored-4.parquet');
      const longest = Math.max(...timers.mock.calls.map(([, ms = 0]) => ms));
      expect(4 * longest).toBeLessThan(150_000);
    } finally {
      timers.mockRestore();
    }
  });

  it('gives up when no permission comes, without multiplying the attempts', async () => {
    numerai.server.script(...Array(20).fill(status(500)));
    expect(await rejectionOf(upload())).toMatchObject({ code: 'server_error' });
    expect(numerai.server.requests).toHaveLength(4);
  });

  it("hands on a refusal in Numerai's words", async () => {
    numerai.server.script(json({ errors: [{ message: 'invalid file extension' }], data: null }));
    expect(await rejectionOf(upload())).toMatchObject({
      name: 'RefusedError',
      code: 'submission_refused',
      message: expect.stringMatching(/\(UploadAuth\) said: invalid file extension$/),
    });
    expect(numerai.server.requests).toHaveLength(1);
  });

  it('starts no retry that would pass the limit', async () => {
    numerai.server.script(auth(1), status(500), auth(2), status(200));
    const limit = limitOf('2026-09-22T12:00:00.200Z');
    expect(await rejectionOf(numerai.client.upload(REQUEST, limit))).toMatchObject({ code: 'server_error' });
    expect(numerai.server.requests).toHaveLength(2);
  });

  it('stops at once at the end of the run', async () => {
    const run = new AbortController();
    numerai.server.script(auth(1), (response, request) => {
      silence(response, request);
      run.abort();
    });
    const error = await rejectionOf(numerai.client.upload(REQUEST, limitOf(undefined, run.signal)));
    expect(error).toMatchObject({ code: 'run_out_of_time' });
  });
});
