import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { LocalNumerai } from '../../scripts/standins/numerai/localNumerai.ts';
import { startNumerai } from '../../scripts/standins/numerai/server.ts';
import { s3Store } from '../../shared/adapters/aws/s3Store.ts';
import { parseDeploymentSettings } from '../../shared/settings.ts';
import { cdk } from '../support/cdkCommand.ts';
import { fetchDeployedCode, functionConfiguration } from '../support/deployedFunction.ts';
import { createKeys, pushDemoModel } from '../support/localCloud.ts';
import { describeMoto, type Moto } from '../support/moto.ts';
import { runFunction, runtimeClient } from '../support/runtimeClient.ts';
import { committedSettings } from '../support/synthesise.ts';
import { temporaryFolders } from '../support/temporaryFolders.ts';

const wanted = process.env.AUTOPILOT_TEST_CLOUD === '1' && runtimeClient !== undefined;
const title = wanted
  ? 'a real deployment'
  : 'a real deployment (skipped: set AUTOPILOT_TEST_CLOUD=1 and AUTOPILOT_TEST_RIC)';
const STACK = 'numerai-crypto-autopilot';
const MINUTES = 60_000;
const newFolder = temporaryFolders();

(wanted ? describe : describe.skip)(title, () => {
  describeMoto('to a cloud on this machine', (moto) => {
    const folder = newFolder();
    const run = (...args: string[]) => cdk(args, { endpoint: moto().endpoint, folder });
    const deploy = (...args: string[]) => {
      const unattended = ['--all', '--require-approval', 'never', '--ci', '--method=direct'];
      return run('deploy', ...unattended, '--outputs-file', join(folder, 'outputs.json'), ...args);
    };
    const outputs = (): Record<string, string> =>
      JSON.parse(readFileSync(join(folder, 'outputs.json'), 'utf8'))[STACK];

    let numerai: LocalNumerai;
    beforeAll(async () => {
      const models = [
        { id: '00000000-0000-4000-8000-00000000000a', name: 'my_crypto_model', tournament: 12 },
      ];
      numerai = await startNumerai({ models, opensInSeconds: -600 });
      await run('bootstrap', 'aws://123456789012/us-east-1');
      await deploy();
    }, 5 * MINUTES);
    afterAll(() => numerai?.close());

    it('tells where everything is', () => {
      expect(outputs()).toEqual({
        AutopilotBucket: expect.stringMatching(/^numerai-crypto-autopilot-store/),
        AutopilotSecret: 'numerai-crypto-autopilot/keys',
        AutopilotTopic: expect.stringMatching(/^arn:aws:sns:us-east-1:123456789012:/),
        SubmitFunction: expect.stringMatching(/^numerai-crypto-autopilot-Submit/),
        NextSteps: expect.stringContaining('keys set'),
      });
    });

    it('gives the function its variables', async () => {
      const { AutopilotBucket, AutopilotTopic, SubmitFunction } = outputs();
      const configuration = await functionConfiguration(moto(), SubmitFunction!);
      expect(configuration).toMatchObject({
        Runtime: 'nodejs24.x',
        Environment: { Variables: { AUTOPILOT_BUCKET: AutopilotBucket, AUTOPILOT_TOPIC: AutopilotTopic } },
      });
    });

    it(
      'submits a round with the code that was deployed, and nothing beside it',
      async () => {
        const { AutopilotBucket = '', SubmitFunction = '' } = outputs();
        const { publicId, secretKey } = numerai.token;
        await createKeys(moto().clients(), { NUMERAI_PUBLIC_ID: publicId, NUMERAI_SECRET_KEY: secretKey });
        await pushDemoModel(moto().clients(), AutopilotBucket);
        const code = newFolder();
        expect(await fetchDeployedCode(moto(), code)).toContain('index.mjs');
        const settings = JSON.parse(readFileSync(join(code, 'settings.json'), 'utf8'));
        expect(settings).toMatchObject(parseDeploymentSettings(committedSettings));

        const environment = await localEnvironment(moto(), SubmitFunction, numerai);
        const submit = await runFunction({ folder: code, environment });
        try {
          expect(await submit.invoke({})).toMatchObject({
            response: { outcome: 'submitted', slots: [{ status: 'on-time', accepted: 300 }] },
          });
          expect(await submit.invoke({})).toMatchObject({ response: { outcome: 'already-submitted' } });
        } finally {
          await submit.stop();
        }
        const store = s3Store({ bucket: AutopilotBucket, client: moto().clients().s3 });
        expect(await store.list('rounds/')).toEqual(
          ['claim.json', 'record.json', 'submission.parquet']
            .map((file) => `rounds/1325/my_crypto_model/${file}`)
            .toSpliced(0, 0, 'rounds/1325/live.parquet'),
        );
      },
      MINUTES,
    );

    it(
      'takes an update in place',
      async () => {
        const before = outputs();
        await deploy('-c', 'reservedConcurrency=1');
        expect(outputs()).toEqual(before);
        expect(await functionConfiguration(moto(), before.SubmitFunction!)).toBeDefined();
      },
      3 * MINUTES,
    );

    it(
      'goes away and leaves the bucket with what is in it',
      async () => {
        const { AutopilotBucket = '', SubmitFunction = '' } = outputs();
        await run('destroy', '--all', '--force');
        expect(await functionConfiguration(moto(), SubmitFunction)).toBeUndefined();
        const store = s3Store({ bucket: AutopilotBucket, client: moto().clients().s3 });
        expect(await store.list('models/demo/')).not.toEqual([]);
      },
      3 * MINUTES,
    );
  });
});

/** What the deployment set, with AWS and Numerai moved to this machine. */
async function localEnvironment(
  moto: Moto,
  name: string,
  numerai: LocalNumerai,
): Promise<Record<string, string>> {
  const configuration = await functionConfiguration(moto, name);
  const here = { AWS_ENDPOINT_URL: moto.endpoint, NUMERAI_API_URL: numerai.url };
  return { ...configuration!.Environment.Variables, ...here };
}
