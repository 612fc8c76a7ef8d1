import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parseDeploymentSettings } from '../../shared/settings.ts';
import { CLOUD_SETTINGS, CloudUnderTest } from '../support/cloudUnderTest.ts';
import { fetchDeployedCode, functionConfiguration } from '../support/deployedFunction.ts';
import { describeMoto } from '../support/moto.ts';
import { runtimeClient } from '../support/runtimeClient.ts';
import { temporaryFolders } from '../support/temporaryFolders.ts';
import { failureDays } from './failureDays.ts';
import { leastPrivilege } from './leastPrivilege.ts';
import { operating } from './operating.ts';
import { wholeDay } from './wholeDay.ts';

const wanted = process.env.AUTOPILOT_TEST_CLOUD === '1' && runtimeClient !== undefined;
const title = wanted
  ? 'a real deployment'
  : 'a real deployment (skipped: set AUTOPILOT_TEST_CLOUD=1 and AUTOPILOT_TEST_RIC)';
const MINUTES = 60_000;
const newFolder = temporaryFolders();
/** A Wednesday: rounds open Tuesday to Saturday. */
const FIRST_DAY = '2026-11-25';

// One deployment, from the first command to the last; the tests follow each other.
(wanted ? describe : describe.skip)(title, () => {
  describeMoto('to a cloud on this machine', (moto) => {
    let cloud: CloudUnderTest;
    beforeAll(async () => {
      cloud = await CloudUnderTest.deploy(moto(), newFolder, FIRST_DAY);
    }, 5 * MINUTES);
    afterAll(() => cloud?.close());

    it('tells where everything is', () => {
      expect(cloud.outputs()).toEqual({
        AutopilotBucket: expect.stringMatching(/^numerai-crypto-autopilot-store/),
        AutopilotSecret: 'numerai-crypto-autopilot/keys',
        AutopilotTopic: expect.stringMatching(/^arn:aws:sns:us-east-1:123456789012:/),
        SubmitFunction: expect.stringMatching(/^numerai-crypto-autopilot-Submit/),
        VerifyFunction: expect.stringMatching(/^numerai-crypto-autopilot-Verify/),
        CollectFunction: expect.stringMatching(/^numerai-crypto-autopilot-Collect/),
        Dashboard: expect.stringContaining('#dashboards/dashboard/numerai-crypto-autopilot'),
        Version: expect.stringMatching(/^\d+\.\d+\.\d+\+[0-9a-f]{64}$/),
        NextSteps: expect.stringContaining('keys set'),
      });
    });

    it('gives every function its variables and the settings, and nothing beside its code', async () => {
      const { AutopilotBucket, AutopilotTopic } = cloud.outputs();
      for (const name of ['submit', 'verify', 'collect']) {
        const deployed = cloud.functionName(name);
        expect(await functionConfiguration(cloud.moto, deployed)).toMatchObject({
          Runtime: 'nodejs24.x',
          Environment: { Variables: { AUTOPILOT_BUCKET: AutopilotBucket, AUTOPILOT_TOPIC: AutopilotTopic } },
        });
        const folder = newFolder();
        expect(await fetchDeployedCode(cloud.moto, { name: deployed, folder })).toContain('index.mjs');
        const settings = JSON.parse(readFileSync(join(folder, 'settings.json'), 'utf8'));
        expect(settings).toEqual(parseDeploymentSettings(CLOUD_SETTINGS));
      }
    });

    wholeDay(() => cloud);
    failureDays(() => cloud);
    leastPrivilege(() => cloud);
    operating(() => cloud);
  });
});
