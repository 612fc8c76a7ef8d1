import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CreateSecretCommand, GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { deployedStack } from '../../shared/adapters/aws/deployedStack.ts';
import { connectionTo, describeMoto } from '../support/moto.ts';
import { createSmallStack } from '../support/smallStack.ts';
import { temporaryFolders } from '../support/temporaryFolders.ts';
import { hasTerminal, typedCli } from '../support/typedCli.ts';

const folder = temporaryFolders();
const STACK = 'numerai-crypto-autopilot';

(hasTerminal ? describe : describe.skip)(
  `at a terminal${hasTerminal ? '' : ' (skipped: no script of util-linux)'}`,
  () => {
    describeMoto('on AWS', (moto) => {
      let at: { cwd: string; env: Record<string, string> };
      let outputs: Record<string, string>;
      beforeAll(async () => {
        outputs = await createSmallStack({ endpoint: moto().endpoint });
        const cwd = folder();
        writeFileSync(join(cwd, 'cdk-outputs.json'), JSON.stringify({ [STACK]: outputs }));
        const aws = { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test', AWS_REGION: 'us-east-1' };
        at = { cwd, env: { AWS_ENDPOINT_URL: moto().endpoint, ...aws } };
      });

      it('keys are typed unseen, and an empty line keeps what is there', async () => {
        const { secrets } = moto().clients();
        const Name = `${STACK}/keys`;
        await secrets.send(new CreateSecretCommand({ Name, SecretString: '{"NUMERAI_PUBLIC_ID":"BEFORE"}' }));
        const { code, screen } = await typedCli(['keys', 'set'], at, [
          ['NUMERAI_PUBLIC_ID (not shown', ''],
          ['NUMERAI_SECRET_KEY (not shown', 'TYPEDUNSEEN'],
        ]);
        expect([code, screen]).toEqual([
          0,
          expect.stringContaining('NUMERAI_SECRET_KEY saved in the secret'),
        ]);
        expect(screen).not.toContain('TYPEDUNSEEN');
        const { SecretString } = await secrets.send(new GetSecretValueCommand({ SecretId: Name }));
        expect(JSON.parse(SecretString ?? '')).toEqual({
          NUMERAI_PUBLIC_ID: 'BEFORE',
          NUMERAI_SECRET_KEY: 'TYPEDUNSEEN',
        });
      });

      it.each([
        [[], STACK],
        [['--everything'], 'bucket'],
      ])('destroy %p goes on only for the name that it asks for', async (options, name) => {
        const asked = name === 'bucket' ? outputs.AutopilotBucket! : name;
        const { code, screen } = await typedCli(['destroy', ...options], at, [
          [`Type ${asked} to go on:`, 'yes'],
        ]);
        expect([code, screen]).toEqual([1, expect.stringContaining('declined')]);
        expect(await deployedStack(STACK, connectionTo(moto().endpoint))).toBeDefined();
      });
    });
  },
);
