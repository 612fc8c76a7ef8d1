import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { stackParts } from '../../shared/adapters/aws/deployedStack.ts';
import type { CloudFront } from '../support/cloudFront.ts';
import { startCloudFront } from '../support/cloudFront.ts';
import { connectionTo, describeMoto } from '../support/moto.ts';
import { documentOf, runCli } from '../support/runCli.ts';
import type { Answer } from '../support/runtimeApi.ts';
import { ShippedOutput } from '../support/shippedOutput.ts';
import { createAlarm, createSmallStack } from '../support/smallStack.ts';
import { temporaryFolders } from '../support/temporaryFolders.ts';

const folder = temporaryFolders();
const SETTINGS = { slots: [{ name: 'example_model', candidates: ['demo'] }], alertEmails: [] };
const STACK = 'numerai-crypto-autopilot';

function settingsFolder(settings: object = SETTINGS): string {
  const cwd = folder();
  writeFileSync(join(cwd, 'cdk.json'), JSON.stringify({ context: { autopilot: settings } }));
  return cwd;
}

describe('cost', () => {
  it('estimates a month from the settings, asking nobody', async () => {
    const end = await runCli(['cost', '--json'], { cwd: settingsFolder() });
    expect(end.code).toBe(0);
    expect(documentOf(end)).toMatchObject({
      deployed: { slots: 1, market: false, webhook: false, emails: 0 },
      priced: { region: 'us-east-1' },
      total: { withFreeTier: expect.any(Number), withoutFreeTier: expect.any(Number) },
    });
  });

  it('prints both totals and where the prices are from, and takes another number of slots', async () => {
    const { stdout } = await runCli(['cost', '--slots', '20'], { cwd: settingsFolder() });
    expect(stdout).toMatch(
      /^About \$0\.\d\d a month for 20 slots; \$\d\.\d\d without the always-free tier\n/,
    );
    expect(stdout).toMatch(/\nSecrets Manager +1 +secrets +\$0\.40 +\$0\.40\n/);
    expect(stdout).toMatch(/\nPrices of 20\d\d-\d\d/);
  });
});

describe('deploy and destroy', () => {
  it('refuse what is no business of theirs before anything is done', async () => {
    const cwd = settingsFolder({ slots: SETTINGS.slots });
    expect(documentOf(await runCli(['deploy', '--yes', '--json'], { cwd }))).toMatchObject({
      error: { code: 'settings_invalid', message: expect.stringContaining('alertEmails') },
    });
    for (const command of ['deploy', 'destroy', 'smoke', 'logs']) {
      const end = await runCli([command, '--local', '--json'], { cwd });
      expect([command, end.code, documentOf(end)]).toMatchObject([command, 2, { error: { code: 'usage' } }]);
    }
  });

  it('do nothing that changes permissions where nobody can be asked', async () => {
    const end = await runCli(['deploy', '--json'], { cwd: settingsFolder() });
    expect(end.code).toBe(1);
    expect(documentOf(end)).toMatchObject({ error: { code: 'declined' } });
  });
});

describeMoto('what runs in AWS', (moto) => {
  let front: CloudFront;
  let outputs: Record<string, string>;
  let answers: Record<string, Answer>;
  let at: { cwd: string; env: Record<string, string> };
  beforeAll(async () => {
    const { endpoint } = moto();
    outputs = await createSmallStack({ endpoint });
    const parts = await stackParts(STACK, connectionTo(endpoint));
    const logs = (name: string) => {
      const group = parts.find(
        ({ logicalId }) => logicalId === `${name === 'submit' ? 'Submit' : 'Verify'}Logs`,
      )!;
      return new ShippedOutput(endpoint, group.name);
    };
    const shipped = { submit: logs('submit'), verify: logs('verify') };
    front = await startCloudFront({
      moto: endpoint,
      invoke: async (deployed, event, function_request_id) => {
        const name = deployed.endsWith('-submit') ? 'submit' : 'verify';
        const answer = answers[name]!;
        const document = 'response' in answer ? answer.response : undefined;
        const line = document
          ? { level: 'INFO', message: 'Run ended', details: { document, event } }
          : { level: 'ERROR', message: 'Invocation failed', details: { code: 'x', message: 'no keys' } };
        await shipped[name].ship([JSON.stringify({ ...line, function_request_id })]);
        return answer;
      },
    });
    const env = {
      AWS_ENDPOINT_URL: front.url,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
    };
    at = { cwd: settingsFolder(), env };
  }, 60_000);
  afterAll(() => front?.close());
  beforeEach(() => {
    const response = { outcome: 'no-open-round', reason: 'no round is open' };
    answers = { submit: { response }, verify: { response } };
  });

  it('is tried by smoke with dry runs only, and followed into the log', async () => {
    const end = await runCli(['smoke'], at);
    expect(end.code).toBe(0);
    expect(end.stdout).toMatch(/ok {4}submit: dry run in [\d.]+ s, no-open-round: no round is open\n/);
    expect(end.stdout).toMatch(/ok {4}verify: 1 log lines of this run in /);
    const { runs } = documentOf(await runCli(['logs', '--json'], at)) as { runs: { run: string }[] };
    const { lines } = documentOf(await runCli(['logs', '--run', runs[0]!.run, '--json'], at)) as {
      lines: unknown[];
    };
    expect(lines).toMatchObject([{ details: { event: { dryRun: true } } }]);
  });

  it('fails smoke with the error of the function and the command that shows its run', async () => {
    answers.submit = {
      error: { errorType: 'AccessError', errorMessage: 'the secret holds none of the keys yet' },
    };
    const end = await runCli(['smoke', '--json'], at);
    expect(end.code).toBe(1);
    const { checks } = documentOf(end) as { checks: { name: string; status: string; hint?: string }[] };
    const [failed] = checks.filter(({ status }) => status === 'FAIL');
    expect(failed).toMatchObject({
      message: 'submit ended in AccessError: the secret holds none of the keys yet',
    });
    const run = /logs --run (\S+)$/.exec(failed?.hint ?? '')?.[1] ?? '';
    const shown = await runCli(['logs', '--run', run], at);
    expect(shown.stdout).toMatch(/ERROR {3}Invocation failed/);
    expect((await runCli(['logs'], at)).stdout).toMatch(/submit {4}failed .*no keys/);
  });

  it('rings when asked to, so that somebody can see the mail arrive', async () => {
    await createAlarm(moto().endpoint, {
      name: 'round-at-risk',
      description: '',
      tells: outputs.AutopilotTopic!,
    });
    const { stdout } = await runCli(['smoke', '--ring'], at);
    expect(stdout).toContain('the alarm numerai-crypto-autopilot-round-at-risk was raised as a test');
    expect(documentOf(await runCli(['status', '--json'], at))).toMatchObject({
      alarms: [{ name: `${STACK}-round-at-risk`, state: 'ALARM' }],
    });
  });

  it('has no run of an unknown id, and no function of an unknown name', async () => {
    const none = await runCli(['logs', '--run', 'no-such-run', '--json'], at);
    expect([none.code, documentOf(none)]).toEqual([1, { run: 'no-such-run', lines: [] }]);
    expect((await runCli(['logs', '--function', 'sumbit', '--json'], at)).code).toBe(2);
    expect((await runCli(['logs', '--since', 'yesterday', '--json'], at)).code).toBe(2);
  });

  it('is destroyed only by somebody who types its name, or says yes', async () => {
    const end = await runCli(['destroy', '--json'], at);
    expect([end.code, documentOf(end)]).toMatchObject([1, { error: { code: 'declined' } }]);
    expect(end.stderr).toContain(`Stays: the bucket, with your models, records and market data`);
    const everything = await runCli(['destroy', '--everything', '--json'], at);
    expect(everything.stderr).toContain(`Goes: the bucket ${outputs.AutopilotBucket} with EVERY version`);
    expect(everything.code).toBe(1);
  });
});
