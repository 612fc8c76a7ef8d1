import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CreateSecretCommand, GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { describe, expect, it } from '@jest/globals';
import { describeMoto } from '../support/moto.ts';
import { documentOf, startCli } from '../support/runCli.ts';
import { temporaryFolders } from '../support/temporaryFolders.ts';

const folder = temporaryFolders();
const SECRET = 'numerai-crypto-autopilot/keys';

function keysSet(
  input: string,
  {
    args = [],
    cwd = folder(),
    env = {},
  }: { args?: string[]; cwd?: string; env?: Record<string, string> } = {},
) {
  const { child, end } = startCli(['keys', 'set', '--json', ...args], { cwd, env });
  child.stdin?.end(input);
  return end;
}

describe('keys set', () => {
  it('says what is missing when nothing was deployed', async () => {
    const end = await keysSet('');
    expect(end.code).toBe(2);
    expect(documentOf(end)).toMatchObject({ error: { code: 'aws_not_configured' } });
  });

  it('refuses --local, an empty input, and a value that no key can be, without repeating it', async () => {
    const env = { AUTOPILOT_SECRET: SECRET };
    expect(documentOf(await keysSet('', { args: ['--local'], env }))).toMatchObject({
      error: { code: 'usage' },
    });
    expect(documentOf(await keysSet('', { env }))).toMatchObject({ error: { code: 'usage' } });
    const { stdout, stderr, code } = await keysSet('NUMERAI_SECRET_KEY="very secret"', { env });
    expect(code).toBe(1);
    expect(stdout + stderr).toContain('keys_invalid');
    expect(stdout + stderr).not.toContain('very secret');
  });
});

describeMoto('keys set on AWS', (moto) => {
  it('finds the secret by the outputs of the deployment, and keeps its other keys', async () => {
    const { secrets } = moto().clients();
    await secrets.send(new CreateSecretCommand({ Name: SECRET, SecretString: '{"CMC_API_KEY":"old"}' }));
    const cwd = folder();
    const outputs = { 'numerai-crypto-autopilot': { AutopilotSecret: SECRET } };
    writeFileSync(join(cwd, 'cdk-outputs.json'), JSON.stringify(outputs));
    const env = {
      AWS_ENDPOINT_URL: moto().endpoint,
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_REGION: 'us-east-1',
    };
    const end = await keysSet('NUMERAI_PUBLIC_ID=PUBLIC\nNUMERAI_SECRET_KEY=HIDDEN\n', { cwd, env });
    expect(documentOf(end)).toEqual({ secret: SECRET, saved: ['NUMERAI_PUBLIC_ID', 'NUMERAI_SECRET_KEY'] });
    expect(end.stdout + end.stderr).not.toContain('HIDDEN');
    const stored = await secrets.send(new GetSecretValueCommand({ SecretId: SECRET }));
    expect(JSON.parse(stored.SecretString ?? '')).toEqual({
      CMC_API_KEY: 'old',
      NUMERAI_PUBLIC_ID: 'PUBLIC',
      NUMERAI_SECRET_KEY: 'HIDDEN',
    });
  });
});
