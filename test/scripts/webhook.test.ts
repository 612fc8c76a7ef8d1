import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CreateSecretCommand, GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { LocalNumerai } from '../../scripts/standins/numerai/localNumerai.ts';
import { startNumerai } from '../../scripts/standins/numerai/server.ts';
import { type ScriptedServer, scriptedServer, status } from '../support/httpServer.ts';
import { describeMoto } from '../support/moto.ts';
import { documentOf, startCli } from '../support/runCli.ts';
import { temporaryFolders } from '../support/temporaryFolders.ts';

const folder = temporaryFolders();
const EXAMPLE = '00000000-0000-4000-8000-00000000000a';
const SETTINGS = { slots: [{ name: 'example_model', candidates: ['base'] }] };

/** A command in a folder with settings and the outputs of a deployment. */
function webhook(
  args: readonly string[],
  { env = {}, outputs = {} }: { env?: Record<string, string>; outputs?: object } = {},
) {
  const cwd = folder();
  writeFileSync(join(cwd, 'cdk-outputs.json'), JSON.stringify({ 'numerai-crypto-autopilot': outputs }));
  writeFileSync(join(cwd, 'settings.json'), JSON.stringify(SETTINGS));
  return startCli(['webhook', ...args, '--json', '--settings', 'settings.json'], { cwd, env }).end;
}

describe('webhook', () => {
  it('refuses --local: nobody could call this machine', async () => {
    const end = await webhook(['on', '--local']);
    expect(end.code).toBe(2);
    expect(documentOf(end)).toMatchObject({ error: { code: 'usage' } });
  });
});

describeMoto('webhook on AWS', (moto) => {
  let numerai: LocalNumerai;
  let receiver: ScriptedServer;
  let secret: string;
  let secrets = 0;
  beforeEach(async () => {
    numerai = await startNumerai();
    receiver = await scriptedServer();
    secret = `keys-${++secrets}`;
    const { publicId, secretKey } = numerai.token;
    const keys = { NUMERAI_PUBLIC_ID: publicId, NUMERAI_SECRET_KEY: secretKey };
    await moto()
      .clients()
      .secrets.send(new CreateSecretCommand({ Name: secret, SecretString: JSON.stringify(keys) }));
  });
  afterEach(async () => {
    await receiver.close();
    await numerai.close();
  });

  const deployed = (args: readonly string[], withAddress = true) =>
    webhook(args, {
      env: {
        AWS_ENDPOINT_URL: moto().endpoint,
        AWS_ACCESS_KEY_ID: 'test',
        AWS_SECRET_ACCESS_KEY: 'test',
        AWS_REGION: 'us-east-1',
        NUMERAI_API_URL: numerai.url,
      },
      outputs: {
        AutopilotSecret: secret,
        ...(withAddress && { WebhookUrl: receiver.url.href }),
      },
    });
  const storedToken = async () => {
    const { SecretString } = await moto()
      .clients()
      .secrets.send(new GetSecretValueCommand({ SecretId: secret }));
    return JSON.parse(SecretString!).NUMERAI_WEBHOOK_TOKEN as string;
  };

  it('on registers the address with a new token for every slot, and shows the token to nobody', async () => {
    const end = await deployed(['on']);
    expect(documentOf(end)).toEqual({
      address: receiver.url.href,
      slots: [{ slot: 'example_model', error: null }],
    });
    const token = await storedToken();
    // 32 bytes in base64url.
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(numerai.webhook(EXAMPLE)).toBe(`${receiver.url.href}${token}`);
    expect(end.stdout + end.stderr).not.toContain(token);
  });

  it('test has Numerai call that address, and says what came of it', async () => {
    await deployed(['on']);
    receiver.script(status(200), status(404));
    expect(documentOf(await deployed(['test']))).toMatchObject({
      slots: [{ slot: 'example_model', call: expect.any(String), error: null }],
    });
    const [{ method, path, body } = receiver.requests[0]!] = receiver.requests;
    expect([method, path]).toEqual(['POST', `/${await storedToken()}`]);
    expect(JSON.parse(String(body))).toEqual({ triggerId: expect.any(String) });
    const refused = await deployed(['test']);
    expect(refused.code).toBe(1);
    expect(documentOf(refused)).toMatchObject({
      slots: [{ error: { message: expect.stringContaining('Error received from your webhook server') } }],
    });
  });

  it('off takes the address back and leaves the old token useless', async () => {
    await deployed(['on']);
    const old = await storedToken();
    expect(documentOf(await deployed(['off']))).toEqual({
      address: null,
      slots: [{ slot: 'example_model', error: null }],
    });
    expect(numerai.webhook(EXAMPLE)).toBeUndefined();
    expect(await storedToken()).not.toBe(old);
  });

  it('on says how to get an address where the deployment has none, and changes nothing', async () => {
    const end = await deployed(['on'], false);
    expect(end.code).toBe(2);
    expect(documentOf(end)).toMatchObject({
      error: { code: 'aws_not_configured', hint: expect.stringContaining('"webhook": true') },
    });
    expect(await storedToken()).toBeUndefined();
    expect(numerai.webhook(EXAMPLE)).toBeUndefined();
  });
});
