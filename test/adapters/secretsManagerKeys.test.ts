import { createServer } from 'node:http';
import { inspect } from 'node:util';
import {
  CreateSecretCommand,
  DeleteSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
} from '@aws-sdk/client-secrets-manager';
import { describe, expect, it } from '@jest/globals';
import { saveKeys } from '../../shared/adapters/aws/saveKeys.ts';
import { secretsManagerKeys } from '../../shared/adapters/aws/secretsManagerKeys.ts';
import { clientsFor, describeMoto } from '../support/moto.ts';

/** A clock that stands still until it is told otherwise. */
const clockAt = (iso: string) => {
  let now = new Date(iso);
  return {
    now: () => now,
    forward: (ms: number) => {
      now = new Date(now.getTime() + ms);
    },
  };
};
const clock = clockAt('2026-11-24T12:00:00Z');
const failureOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => 'no failure',
    (error) => error,
  );

describeMoto('secretsManagerKeys on moto', (moto) => {
  let secrets = 0;
  async function secretHolding(text: string | Uint8Array | undefined) {
    const { secrets: client } = moto().clients();
    const secretId = `autopilot/keys-${secrets++}`;
    const content = typeof text === 'string' ? { SecretString: text } : { SecretBinary: text };
    await client.send(new CreateSecretCommand({ Name: secretId, ...(text && content) }));
    return { secretId, client };
  }

  it('reads the keys of the JSON secret', async () => {
    const secret = await secretHolding(
      '{"NUMERAI_PUBLIC_ID":" id ","NUMERAI_SECRET_KEY":"key","CMC_API_KEY":"","more":1}',
    );
    expect(await secretsManagerKeys({ ...secret, clock })()).toEqual({
      NUMERAI_PUBLIC_ID: 'id',
      NUMERAI_SECRET_KEY: 'key',
    });
  });

  it('keeps them for five minutes and then reads again', async () => {
    const secret = await secretHolding('{"CMC_API_KEY":"old"}');
    const time = clockAt('2026-11-24T12:00:00Z');
    const keys = secretsManagerKeys({ ...secret, clock: time });
    await keys();
    const changed = { SecretId: secret.secretId, SecretString: '{"CMC_API_KEY":"new"}' };
    await secret.client.send(new PutSecretValueCommand(changed));
    time.forward(299_999);
    expect(await keys()).toEqual({ CMC_API_KEY: 'old' });
    time.forward(1);
    expect(await keys()).toEqual({ CMC_API_KEY: 'new' });
  });

  it('does not keep a failure', async () => {
    const secret = await secretHolding('not yet');
    const keys = secretsManagerKeys({ ...secret, clock });
    await expect(keys()).rejects.toMatchObject({ code: 'secret_invalid' });
    await saveKeys(secret, { CMC_API_KEY: 'now' });
    expect(await keys()).toEqual({ CMC_API_KEY: 'now' });
  });

  it('says how to make the secret when there is none, or it is being deleted', async () => {
    const deleted = await secretHolding('{"CMC_API_KEY":"x"}');
    await deleted.client.send(new DeleteSecretCommand({ SecretId: deleted.secretId }));
    for (const secret of [{ ...deleted, secretId: 'never/made' }, deleted]) {
      await expect(secretsManagerKeys({ ...secret, clock })()).rejects.toMatchObject({
        name: 'AccessError',
        code: 'secret_missing',
        message: expect.stringContaining(secret.secretId),
        hint: expect.stringContaining('npm run -s autopilot -- keys set'),
      });
    }
  });

  it.each([
    ["CDK's generated password", 'SECRET"generated'],
    ["CDK's generated JSON without any key", '{"placeholder":"SECRET"}'],
    ['only empty keys', '{"NUMERAI_PUBLIC_ID":"","NUMERAI_SECRET_KEY":" "}'],
    ['a JSON text', '"SECRET"'],
    ['a JSON list', '["SECRET"]'],
    ['bytes', new TextEncoder().encode('{"CMC_API_KEY":"SECRET"}')],
    ['a key that no header can carry', '{"CMC_API_KEY":"SECRET one"}'],
    ['a key that is a number', '{"CMC_API_KEY":5335}'],
  ])('calls a secret with %s invalid and never repeats its content', async (_, text) => {
    const failure = await failureOf(secretsManagerKeys({ ...(await secretHolding(text)), clock })());
    expect(failure).toMatchObject({ name: 'AccessError', code: 'secret_invalid' });
    expect(failure).toMatchObject({ hint: expect.stringContaining('keys set') });
    expect(inspect(failure, { depth: 9, showHidden: true })).not.toMatch(/SECRET|5335/);
  });

  describe('saveKeys', () => {
    const fieldsOf = async ({ secretId, client }: Awaited<ReturnType<typeof secretHolding>>) => {
      const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: secretId }));
      return JSON.parse(SecretString ?? '');
    };

    it('changes the given keys and keeps the other fields', async () => {
      const secret = await secretHolding('{"CMC_API_KEY":"a","MESSARI_API_KEY":"b","mine":[1]}');
      await saveKeys(secret, { CMC_API_KEY: 'new', MESSARI_API_KEY: undefined, COINGECKO_API_KEY: '' });
      expect(await fieldsOf(secret)).toEqual({ CMC_API_KEY: 'new', MESSARI_API_KEY: 'b', mine: [1] });
    });

    it.each([
      ['a generated password', 'x7$"'],
      ['no value at all', undefined],
    ])('fills a secret with %s', async (_, text) => {
      const secret = await secretHolding(text);
      await saveKeys(secret, { NUMERAI_PUBLIC_ID: 'id' });
      expect(await fieldsOf(secret)).toEqual({ NUMERAI_PUBLIC_ID: 'id' });
    });

    it('says that a deployment must come first', async () => {
      const secret = { ...(await secretHolding('{}')), secretId: 'never/made' };
      await expect(saveKeys(secret, { CMC_API_KEY: 'a' })).rejects.toMatchObject({
        code: 'secret_missing',
        message: expect.stringContaining('PutSecretValue'),
        hint: expect.stringContaining('npm run deploy'),
      });
    });

    it('writes nothing when a key cannot be one', async () => {
      const secret = await secretHolding('{"CMC_API_KEY":"good"}');
      await expect(saveKeys(secret, { CMC_API_KEY: 'SECRET one' })).rejects.toMatchObject({
        code: 'keys_invalid',
      });
      expect(await fieldsOf(secret)).toEqual({ CMC_API_KEY: 'good' });
    });
  });
});

describe('secretsManagerKeys and a refusing Secrets Manager', () => {
  async function refusedWith(status: number, body: string): Promise<unknown> {
    const server = createServer((request, response) => {
      request.resume();
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(body);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const { secrets: client } = clientsFor(
      `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`,
    );
    const failure = await failureOf(secretsManagerKeys({ secretId: 'the/keys', client, clock })());
    server.closeAllConnections();
    server.close();
    return failure;
  }

  it('names the action and the secret where access is denied', async () => {
    const body = '{"__type":"AccessDeniedException","Message":"User x is not authorized"}';
    expect(await refusedWith(400, body)).toMatchObject({
      name: 'AccessError',
      code: 'secret_denied',
      message: expect.stringMatching(
        /^secretsmanager:GetSecretValue on the\/keys: AccessDeniedException 400/,
      ),
      hint: expect.stringContaining('secretsmanager:GetSecretValue'),
    });
  });

  it('calls throttling and internal errors transient', async () => {
    const throttled = await refusedWith(400, '{"__type":"ThrottlingException","message":"slow down"}');
    const broken = await refusedWith(500, '{"__type":"InternalServiceError","message":"x"}');
    for (const failure of [throttled, broken]) {
      expect(failure).toMatchObject({ name: 'TransientError', code: 'secret_unavailable', retryable: true });
    }
  });

  it('does not quote an answer that it cannot parse', async () => {
    const failure = await refusedWith(200, '{"SecretString":"{\\"CMC_API_KEY\\":\\"SECRET\\"}" oops');
    expect(failure).toMatchObject({ code: 'secret_unavailable' });
    expect(inspect(failure, { depth: 9, showHidden: true })).not.toContain('SECRET');
  });
});
