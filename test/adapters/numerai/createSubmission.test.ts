import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
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
import { asked, type NumeraiUnderTest, numeraiUnderTest } from '../../support/numeraiUnderTest.ts';

const FILENAME = 'r1324-mine-base-1a2b3c4d-AbCdEf123456.parquet';

let numerai: NumeraiUnderTest;

beforeEach(async () => {
  numerai = await numeraiUnderTest();
});
afterEach(() => numerai.server.close());

const created = (id: string) =>
  json({ data: { createSubmission: { id, filename: FILENAME, insertedAt: null } } });
const history = (...submissions: object[]) => json({ data: { submissions } });
const errors = (...messages: string[]) =>
  json({ errors: messages.map((message) => ({ message })), data: { createSubmission: null } });

const create = (limit = limitOf()) => numerai.client.createSubmission('model-b', FILENAME, limit);
const asks = () =>
  numerai.server.requests.map((_, i) => /(?:query|mutation) (\w+)/.exec(asked(numerai.server, i).query)?.[1]);

/** Only where nothing ever comes is a short time-out safe on a slow machine. */
async function makeReadyFor(unclear: Reply): Promise<void> {
  if (unclear !== silence) return;
  await numerai.server.close();
  numerai = await numeraiUnderTest({ timeoutMs: 700 });
}

const UNCLEAR: [string, Reply][] = [
  ['a reset', reset],
  ['silence', silence],
  ['an answer cut short', cutShort()],
  ['a chunked answer cut short', cutChunked],
  ['500', status(500)],
  ['504 in HTML', html(504)],
  ['HTML under 200', html()],
  ['an empty answer', status(200)],
  ['an internal server error', errors('Internal server error')],
  ['createSubmission: null', json({ data: { createSubmission: null } })],
  ['an id of null', json({ data: { createSubmission: { id: null } } })],
  ['data: null', json({ data: null })],
];

describe('createSubmission', () => {
  it('sends the stored name and who we are, leaves unset variables out, and returns the id', async () => {
    numerai.server.script(created('s-1'));
    expect(await create()).toBe('s-1');
    expect(asked(numerai.server, 0).variables).toEqual({
      filename: FILENAME,
      modelId: 'model-b',
      tournament: 12,
      source: 'numerai-crypto-autopilot',
    });
  });

  it.each(UNCLEAR)('finds the submission that was made although %s came back', async (_, unclear) => {
    await makeReadyFor(unclear);
    const other = { id: 's-0', filename: 'r1323-mine.parquet', insertedAt: '2026-09-22T12:00:30Z' };
    numerai.server.script(unclear, history(other, { id: 's-7', filename: FILENAME }), created('a duplicate'));
    expect(await create()).toBe('s-7');
    expect(asks()).toEqual(['CreateSubmission', 'VerifySubmission']);
    expect(asked(numerai.server, 1).variables).toEqual({ modelId: 'model-b' });
  });

  it.each(UNCLEAR)('repeats after %s when the submission was not made', async (_, unclear) => {
    await makeReadyFor(unclear);
    numerai.server.script(unclear, history(), unclear, history(), unclear, history(), created('s-4'));
    expect(await create()).toBe('s-4');
    expect(asks().filter((name) => name === 'CreateSubmission')).toHaveLength(4);
  });

  it.each(UNCLEAR)('looks once more after the fourth time %s came back', async (_, unclear) => {
    await makeReadyFor(unclear);
    const nothing = history({ id: 's-0', filename: `x${FILENAME}` });
    numerai.server.script(unclear, nothing, unclear, nothing, unclear, nothing, unclear);
    numerai.server.script(history({ id: 's-9', filename: FILENAME }));
    expect(await create()).toBe('s-9');
    expect(asks()).toHaveLength(8);
  });

  it('gives up after eight times, more than a minute, with what went wrong last', async () => {
    for (let i = 0; i < 8; i++) numerai.server.script(status(502), history());
    expect(await rejectionOf(create())).toMatchObject({ code: 'server_error', retryable: true });
    expect(asks()).toHaveLength(16);
    expect(numerai.clock.now().getTime() - Date.parse('2026-09-22T12:00:00Z')).toBeGreaterThan(60_000);
  });

  it('looks up in spite of trouble with the looking', async () => {
    numerai.server.script(reset, status(500), html(), history({ id: 's-7', filename: FILENAME }));
    expect(await create()).toBe('s-7');
    expect(asks()).toEqual(['CreateSubmission', 'VerifySubmission', 'VerifySubmission', 'VerifySubmission']);
  });

  it('does not repeat when it cannot find out whether the submission was made', async () => {
    numerai.server.script(reset, ...Array(4).fill(status(500)), created('a duplicate'));
    expect(await rejectionOf(create())).toMatchObject({ code: 'server_error' });
    expect(asks().filter((name) => name === 'CreateSubmission')).toHaveLength(1);
  });

  it('takes the newest when the file was submitted more than once', async () => {
    const older = { id: 'old', filename: FILENAME, insertedAt: '2026-09-22T12:00:01Z' };
    const newer = { id: 'new', filename: FILENAME, insertedAt: '2026-09-22T12:00:02.5Z' };
    numerai.server.script(reset, history(older, newer));
    expect(await create()).toBe('new');
  });

  it('gives Numerai seconds to list what was made before it looks', async () => {
    numerai.server.script(
      reset,
      history(),
      reset,
      history(),
      reset,
      history({ id: 's-7', filename: FILENAME }),
    );
    expect(await create()).toBe('s-7');
    expect(Math.min(...numerai.clock.sleptMs)).toBeGreaterThanOrEqual(5_000);
    expect(numerai.clock.sleptMs).toHaveLength(3);
  });

  it('looks no sooner because the client is told to hurry, or because the limit is near', async () => {
    await numerai.server.close();
    numerai = await numeraiUnderTest({ delaysMs: [1, 1, 1] });
    numerai.server.script(reset, history({ id: 's-7', filename: FILENAME }));
    expect(await create(limitOf('2026-09-22T12:00:06.500Z'))).toBe('s-7');
    expect(numerai.clock.sleptMs[0]).toBeGreaterThanOrEqual(5_000);
  });

  it('sends nothing after the limit, though the looking went on until then', async () => {
    numerai.server.script(reset, (response, request) => {
      void numerai.clock.sleep(10_000);
      history()(response, request);
    });
    expect(await rejectionOf(create(limitOf('2026-09-22T12:00:10Z')))).toMatchObject({
      code: 'network_error',
    });
    expect(asks()).toEqual(['CreateSubmission', 'VerifySubmission']);
  });

  it('takes the first attempt for made when a repeat is refused and the file is listed by then', async () => {
    numerai.server.script(reset, history(), errors('a submission of this file exists'));
    numerai.server.script(history({ id: 's-7', filename: FILENAME }));
    expect(await create()).toBe('s-7');
  });

  it('hands on the refusal of a repeat when nothing was made', async () => {
    numerai.server.script(reset, history(), errors('invalid file extension'), history());
    expect(await rejectionOf(create())).toMatchObject({ code: 'submission_refused' });
  });

  it('does not repeat past the limit, but looks whether it was made', async () => {
    const limit = limitOf('2026-09-22T12:00:00.100Z');
    numerai.server.script(reset, history({ id: 's-7', filename: FILENAME }), reset, history());
    expect(await create(limit)).toBe('s-7');
    expect(await rejectionOf(create(limit))).toMatchObject({ code: 'network_error' });
    expect(asks().filter((name) => name === 'CreateSubmission')).toHaveLength(2);
  });

  it.each([
    'invalid_submission_ids: Not enough stocks submitted. Are you using the latest live ids or live universe?',
    'invalid_submission_values: submission must have non-zero standard deviation',
    "invalid_submission_headers: headers must be one of ['symbol'] and one of ['prediction', 'signal']",
    'Your upload seems to be invalid: high_invalid_ticker_count: 250',
    'invalid file extension',
    'Account contains multiple user models - you must specify model_id.',
  ])('hands on Numerai\'s words "%s" and tries nothing else', async (words) => {
    numerai.server.script(errors(words));
    expect(await rejectionOf(create())).toMatchObject({
      name: 'RefusedError',
      code: 'submission_refused',
      message: expect.stringContaining(words),
    });
    expect(asks()).toEqual(['CreateSubmission']);
  });

  it('takes a verdict on the file for final also beside an internal error', async () => {
    numerai.server.script(
      errors('Internal server error', 'invalid_submission_values: must not contain NaNs'),
    );
    expect(await rejectionOf(create())).toMatchObject({ code: 'submission_refused' });
  });

  it.each([
    ['Current round not open for submissions', 'RefusedError', 'round_not_open'],
    ['Your session is invalid or has expired.', 'AccessError', 'numerai_keys_rejected'],
    ['Missing scope: upload_submission', 'AccessError', 'numerai_scope_missing'],
  ])('does not repeat after "%s"', async (words, name, code) => {
    numerai.server.script(errors(words));
    expect(await rejectionOf(create())).toMatchObject({ name, code });
    expect(asks()).toEqual(['CreateSubmission']);
  });

  it('stops at once at the end of the run', async () => {
    const run = new AbortController();
    numerai.server.script(() => run.abort());
    expect(await rejectionOf(create(limitOf(undefined, run.signal)))).toMatchObject({
      code: 'run_out_of_time',
    });
    expect(asks()).toEqual(['CreateSubmission']);
  });

  it('is sent in snake_case without a second submission, because an unknown name executes nothing', async () => {
    numerai.server.script(
      errors('Cannot query field "createSubmission" on type "RootMutationType".'),
      json({ data: { create_submission: { id: 's-1', inserted_at: null } } }),
    );
    expect(await create()).toBe('s-1');
    expect(asked(numerai.server, 1)).toMatchObject({
      query: expect.stringContaining('model_id: $modelId'),
      variables: { modelId: 'model-b' },
    });
  });
});
