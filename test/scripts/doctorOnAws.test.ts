import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { PutSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { SubscribeCommand } from '@aws-sdk/client-sns';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Check } from '../../scripts/doctor/check.ts';
import type { LocalNumerai } from '../../scripts/standins/numerai/localNumerai.ts';
import { startNumerai } from '../../scripts/standins/numerai/server.ts';
import type { MarketStandin } from '../../scripts/standins/providers/marketStandin.ts';
import { startMarket } from '../../scripts/standins/providers/startMarket.ts';
import { raiseAlarm } from '../../shared/adapters/aws/raiseAlarm.ts';
import { deploymentVersion } from '../../shared/adapters/local/deploymentVersion.ts';
import { parseSettings } from '../../shared/settings.ts';
import { createKeys, pushDemoModel } from '../support/localCloud.ts';
import { connectionTo, describeMoto } from '../support/moto.ts';
import { documentOf, runCli } from '../support/runCli.ts';
import { createAlarm, createSmallStack, noteBootstrap } from '../support/smallStack.ts';
import { temporaryFolders } from '../support/temporaryFolders.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const folder = temporaryFolders();
const SETTINGS = {
  slots: [{ name: 'example_model', candidates: ['demo'] }],
  market: { providers: ['coinmarketcap'], indexes: [] },
  alertEmails: ['operator@example.com'],
};
const DESCRIPTION = 'What happened: It broke.\nWhat it costs: Money.\nWhat to do: Mend it.\nLogs: there';

// One deployment that is not quite there at first and is put in order line by line.
describeMoto('doctor on AWS', (moto) => {
  let numerai: LocalNumerai;
  let market: MarketStandin;
  let cwd: string;
  let env: Record<string, string>;
  beforeAll(async () => {
    [numerai, market] = await Promise.all([startNumerai(), startMarket()]);
    cwd = folder();
    writeFileSync(join(cwd, 'cdk.json'), JSON.stringify({ context: { autopilot: SETTINGS } }));
    env = {
      AWS_ENDPOINT_URL: moto().endpoint,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      NUMERAI_API_URL: numerai.url,
      CMC_API_URL: market.urls.coinmarketcap,
    };
  });
  afterAll(async () => {
    await numerai?.close();
    await market?.close();
  });

  async function examined(change: Record<string, string> = {}) {
    const end = await runCli(['doctor', '--json'], { cwd, env: { ...env, ...change } });
    const { checks, ok } = documentOf(end) as unknown as { checks: Check[]; ok: boolean };
    expect(end.code).toBe(ok ? 0 : 1);
    expect(end.stdout + end.stderr).not.toContain(numerai.token.secretKey);
    return { ok, of: (name: string) => checks.filter((check) => check.name === name), checks };
  }

  it('cannot look at anything in AWS without credentials, and says so in two lines', async () => {
    const { of, checks } = await examined({
      AWS_ACCESS_KEY_ID: '',
      AWS_SECRET_ACCESS_KEY: '',
      AWS_EC2_METADATA_DISABLED: 'true',
      HOME: cwd,
    });
    expect(of('aws')).toMatchObject([
      {
        status: 'FAIL',
        message: expect.stringMatching(/^aws_credentials: /),
        hint: expect.stringContaining('Sign in'),
      },
      { status: 'warn', message: expect.stringContaining('were not checked') },
    ]);
    expect(checks.map(({ name }) => name)).toEqual(['node', 'settings', 'aws', 'aws']);
  });

  it('finds neither bootstrap nor stack where nothing was deployed', async () => {
    const { of } = await examined();
    expect(of('aws')).toMatchObject([
      { status: 'ok', message: expect.stringContaining('AWS 123456789012 us-east-1') },
    ]);
    expect(of('bootstrap')).toMatchObject([
      { status: 'FAIL', hint: 'Once per account and region: npx cdk bootstrap aws://123456789012/us-east-1' },
    ]);
    expect(of('stack')).toMatchObject([{ status: 'FAIL', hint: 'Run npm run deploy.' }]);
    expect(of('store')).toMatchObject([
      { status: 'FAIL', message: expect.stringMatching(/^aws_not_configured: /) },
    ]);
  });

  it('finds an empty deployment of long ago: old bootstrap, no version, no mail, no alarm, no key, no model', async () => {
    await noteBootstrap(moto().endpoint, 5);
    const outputs = await createSmallStack({ endpoint: moto().endpoint });
    writeFileSync(join(cwd, 'cdk-outputs.json'), JSON.stringify({ 'numerai-crypto-autopilot': outputs }));
    await createKeys(moto().clients(), { NUMERAI_PUBLIC_ID: '', NUMERAI_SECRET_KEY: '' });
    const { of } = await examined();
    expect(of('bootstrap')).toMatchObject([{ status: 'FAIL', message: 'the bootstrap is v5, v6 is needed' }]);
    expect(of('stack')).toMatchObject([{ status: 'ok' }]);
    expect(of('version')).toMatchObject([
      { status: 'warn', message: expect.stringContaining('does not tell') },
    ]);
    expect(of('email')).toMatchObject([
      { status: 'FAIL', message: 'operator@example.com is not subscribed' },
    ]);
    expect(of('alarm')).toMatchObject([{ status: 'warn', message: 'the stack has no alarms' }]);
    expect(of('keys')).toMatchObject([
      { status: 'FAIL', message: expect.stringMatching(/^secret_invalid: /) },
    ]);
    expect(of('model')).toMatchObject([
      { status: 'FAIL', message: expect.stringMatching(/^unknown_model: /) },
    ]);
  });

  it('finds nothing wrong once all is in order', async () => {
    const { endpoint, clients } = moto();
    await fetch(`${endpoint}/moto-api/reset`, { method: 'POST' });
    await noteBootstrap(endpoint, 27);
    const version = deploymentVersion(ROOT, parseSettings(SETTINGS));
    const outputs = await createSmallStack({ endpoint, version });
    writeFileSync(join(cwd, 'cdk-outputs.json'), JSON.stringify({ 'numerai-crypto-autopilot': outputs }));
    const { publicId, secretKey } = numerai.token;
    const { CMC_API_KEY = '' } = market.environment;
    await createKeys(clients(), { NUMERAI_PUBLIC_ID: publicId, NUMERAI_SECRET_KEY: secretKey, CMC_API_KEY });
    await pushDemoModel(clients(), outputs.AutopilotBucket!);
    const TopicArn = outputs.AutopilotTopic!;
    await clients().sns.send(
      new SubscribeCommand({ TopicArn, Protocol: 'email', Endpoint: 'operator@example.com' }),
    );
    await createAlarm(endpoint, { name: 'run-failed', description: DESCRIPTION, tells: TopicArn });
    const { checks, ok, of } = await examined();
    expect(checks.filter(({ status, name }) => status !== 'ok' && name !== 'node')).toEqual([]);
    expect(ok).toBe(true);
    expect(of('provider')).toMatchObject([
      {
        message: expect.stringMatching(/^coinmarketcap: answers \(15000 credits a month\), \d+ credits left/),
      },
    ]);
    expect(of('email')).toMatchObject([
      { message: 'operator@example.com has confirmed and is told of alarms' },
    ]);
  });

  it('tells of a raised alarm what it says itself, and of one that tells nobody', async () => {
    await createAlarm(moto().endpoint, { name: 'mute', description: '' });
    await raiseAlarm('numerai-crypto-autopilot-run-failed', 'a test', connectionTo(moto().endpoint));
    expect((await examined()).of('alarm')).toMatchObject([
      {
        status: 'FAIL',
        message: expect.stringMatching(/run-failed is raised since .*: It broke\.$/),
        hint: 'Mend it.',
      },
      { status: 'warn', message: 'nobody is told by numerai-crypto-autopilot-mute' },
    ]);
  });

  it('sees that the settings here are not those that were deployed', async () => {
    const changed = { context: { autopilot: { ...SETTINGS, minCoverage: 0.5 } } };
    writeFileSync(join(cwd, 'cdk.json'), JSON.stringify(changed));
    expect((await examined()).of('version')).toMatchObject([
      { status: 'warn', message: expect.stringContaining('code or settings differ') },
    ]);
  });

  it('tells which provider refuses its key, and which has few credits left', async () => {
    const { publicId, secretKey } = numerai.token;
    const wrong = { NUMERAI_PUBLIC_ID: publicId, NUMERAI_SECRET_KEY: secretKey, CMC_API_KEY: 'WRONG' };
    await moto()
      .clients()
      .secrets.send(
        new PutSecretValueCommand({
          SecretId: 'numerai-crypto-autopilot/keys',
          SecretString: JSON.stringify(wrong),
        }),
      );
    expect((await examined()).of('provider')).toMatchObject([
      { status: 'FAIL', message: expect.stringMatching(/^coinmarketcap: \w+: /) },
    ]);
  });
});
