import { inspect } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import type { NumeraiClient } from '../../../shared/adapters/numerai/numeraiClient.ts';
import { redact } from '../../../shared/adapters/numerai/redact.ts';
import { reportError } from '../../../shared/errors.ts';
import { cutShort, html, json, type Reply, reset, silence, status } from '../../support/httpServer.ts';
import { limitOf, rejectionOf } from '../../support/limits.ts';
import { numeraiUnderTest, PUBLIC_ID, SECRET_KEY } from '../../support/numeraiUnderTest.ts';

const TOKEN = `${PUBLIC_ID}$${SECRET_KEY}`;
const PRESIGNED = 'X-Amz-Signature=hidden&X-Amz-Credential=hidden';
const LEAK = /SECRETSECRET|PUBLICPUBLIC|X-Amz|hidden|\?/;

const CALLS: Record<string, (client: NumeraiClient) => Promise<unknown>> = {
  currentRound: (client) => client.currentRound(limitOf()),
  models: (client) => client.models(limitOf()),
  preflight: (client) => client.preflight(limitOf()),
  liveFile: (client) => client.liveFile(limitOf()),
  roundSubmissions: (client) => client.roundSubmissions('m', limitOf()),
  submissions: (client) => client.submissions('m', undefined, limitOf()),
  upload: (client) => client.upload({ modelId: 'm', filename: 'f', bytes: new Uint8Array(9) }, limitOf()),
  createSubmission: (client) => client.createSubmission('m', 'f', limitOf()),
};

/** What a careless server might repeat of a request. */
const echo = `bad header Token ${TOKEN} or ${SECRET_KEY}, address https://s.example.org/a?${PRESIGNED} and ${PRESIGNED}`;

const TROUBLE: Record<string, Reply> = {
  reset,
  silence,
  'an answer cut short': cutShort(),
  'a page': html(),
  'a page under 500': status(500, {}, echo),
  'an echo as an error': json({ errors: [{ message: echo }] }),
  'an echo under 400': json({ errors: [{ message: echo }] }, 400),
  'an echo under 503': json({ errors: { detail: echo } }, 503),
  'an echo as a value': json({ data: { rounds: echo, account: echo, submissions: [echo], model: echo } }),
  'an echo of an unknown field': json({ errors: [{ message: `Cannot query field "x" ${echo}` }] }),
  '401': status(401, {}, echo),
  '403 of a storage': status(403, {}, `<Error><Code>SignatureDoesNotMatch</Code>${echo}</Error>`),
  'a redirect with a secret': status(302, { Location: `https://u:hidden@example.org/?${PRESIGNED}` }),
};

// Without silence, for which the storage has longer, and without JSON under 200, which it may say.
const AT_STORAGE = Object.fromEntries(
  Object.entries(TROUBLE).filter(([title]) => !/^silence|echo as|echo of/.test(title)),
);

describe.each(Object.entries(CALLS))('%s', (name, call) => {
  it.each(Object.entries(TROUBLE))('shows no key and no query string after %s', async (_, trouble) => {
    const { server, client, log } = await numeraiUnderTest(trouble === silence ? { timeoutMs: 100 } : {});
    server.script(...Array(40).fill(trouble));
    const error = await rejectionOf(call(client));
    const shown = inspect([error, reportError(error), log.entries], { depth: 20, showHidden: true });
    expect(withoutStack(shown)).not.toMatch(LEAK);
    expect(server.requests.length).toBeGreaterThan(0);
    await server.close();
  });

  if (!['upload', 'liveFile'].includes(name)) return;

  it.each(Object.entries(AT_STORAGE))(
    'hides the presigned address after %s at the storage',
    async (_, trouble) => {
      const { server, client, log } = await numeraiUnderTest();
      const url = new URL(`/store/file?${PRESIGNED}`, server.url).href;
      const signed = json({
        data: {
          listDatasets: ['crypto/v2.0/live.parquet'],
          dataset: url,
          submissionUploadAuth: { filename: 'f', url },
        },
      });
      if (name === 'liveFile') server.script(signed);
      // The storage's own time-out is long: silence is played by a reset there.
      const atStorage = trouble === silence ? reset : trouble;
      for (let i = 0; i < 4; i++) server.script(signed, atStorage);
      const error = await rejectionOf(call(client));
      const shown = inspect([error, reportError(error), log.entries], { depth: 20, showHidden: true });
      expect(server.requests.some(({ path }) => path.startsWith('/store/file?'))).toBe(true);
      expect(withoutStack(shown)).not.toMatch(LEAK);
      await server.close();
    },
  );
});

// Stack lines hold file names, which may hold a question mark in jest.
function withoutStack(text: string): string {
  return text.replace(/^\s+at .*$/gm, '');
}

describe('redact', () => {
  it('leaves ordinary words alone', () => {
    const words = "invalid_submission_headers: headers must be one of ['symbol'] and one of ['prediction']?";
    expect(redact(words, [SECRET_KEY])).toBe(words);
  });

  it('replaces keys wherever they stand, even when they hold signs that patterns use', () => {
    expect(redact('a$&(b a$&(b', ['a$&(b'])).toBe('*** ***');
  });

  it('cuts query strings off and keeps the rest of an address', () => {
    expect(redact('see https://s.example.org/a/b.csv?X-Amz-Date=1&x=2 now', [])).toBe(
      'see https://s.example.org/a/b.csv now',
    );
  });

  it('ends long texts after 500 characters', () => {
    expect(redact('x'.repeat(500), [])).toHaveLength(500);
    expect(redact('x'.repeat(501), [])).toBe(`${'x'.repeat(500)}…`);
  });
});
