import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import type { Check } from '../../scripts/doctor/check.ts';
import type { CloudUnderTest } from '../support/cloudUnderTest.ts';
import { functionConfiguration } from '../support/deployedFunction.ts';
import { documentOf } from '../support/runCli.ts';

const MINUTES = 60_000;

/** The life of a deployment as its operator sees it, to the end. */
export function operating(cloud: () => CloudUnderTest): void {
  it(
    'answers its operator: doctor, status, smoke, logs',
    async () => {
      cloud().clock.set(new Date());
      const doctor = documentOf(await cloud().cli('doctor', '--json')) as unknown as { checks: Check[] };
      const fine = doctor.checks.filter(({ status }) => status === 'ok').map(({ name }) => name);
      expect(fine).toEqual(
        expect.arrayContaining([
          'settings',
          'aws',
          'bootstrap',
          'stack',
          'store',
          'model',
          'keys',
          'token',
          'slot',
          'provider',
        ]),
      );
      expect(documentOf(await cloud().cli('status', '--json'))).toMatchObject({
        deployment: { stack: 'numerai-crypto-autopilot', state: 'CREATE_COMPLETE' },
        rounds: [
          { round: 1329, slot: 'example_model', result: 'on-time', minutesToSpare: 29, accepted: 300 },
          { round: 1329, slot: 'second_model', result: 'degraded', candidate: 'demo' },
        ],
      });
      // A tick of the schedule, as Lambda would have it: its log and metrics are there to be found.
      await cloud().functions.invoke('verify', {}, randomUUID());
      const smoke = documentOf(await cloud().cli('smoke', '--json')) as unknown as { checks: Check[] };
      expect(smoke.checks.map(({ name, status }) => `${status} ${name}`)).toEqual([
        'ok stack',
        'ok submit',
        'ok logs',
        'ok verify',
        'ok logs',
        'ok metrics',
        'warn alarm',
        'ok page',
      ]);
      const { runs } = documentOf(await cloud().cli('logs', '--json')) as {
        runs: { run: string; function: string }[];
      };
      expect(runs.map((run) => run.function)).toEqual(['verify', 'submit', 'verify']);
      const { lines } = documentOf(await cloud().cli('logs', '--run', runs[1]!.run, '--json')) as {
        lines: unknown[];
      };
      expect(lines.at(-1)).toMatchObject({ message: 'Run ended', function: 'submit', run: runs[1]!.run });
    },
    5 * MINUTES,
  );

  it(
    'takes an update in place',
    async () => {
      const before = cloud().outputs();
      await cloud().deployAgain('-c', 'reservedConcurrency=1');
      expect(cloud().outputs()).toEqual({ ...before, Version: expect.any(String) });
      expect(await functionConfiguration(cloud().moto, cloud().functionName('submit'))).toBeDefined();
    },
    5 * MINUTES,
  );

  it(
    'goes away when that is confirmed, and leaves the bucket with what is in it',
    async () => {
      const submit = cloud().functionName('submit');
      expect((await cloud().cli('destroy', '--json')).code).toBe(1);
      expect(await functionConfiguration(cloud().moto, submit)).toBeDefined();
      const output = ['--', '--output', join(cloud().folder, 'cdk.out')];
      const end = await cloud().cli('destroy', '--yes', '--json', ...output);
      const { AutopilotBucket } = cloud().outputs();
      expect(documentOf(end)).toEqual({
        stack: 'numerai-crypto-autopilot',
        destroyed: true,
        kept: [AutopilotBucket],
        removed: null,
      });
      expect(await functionConfiguration(cloud().moto, submit)).toBeUndefined();
      expect(await cloud().store().list('models/demo/')).not.toEqual([]);
      expect((await cloud().cli('status', '--json')).code).toBe(2);
    },
    5 * MINUTES,
  );

  it(
    'leaves nothing at all when everything is to go: no version of any object, no secret',
    async () => {
      const store = cloud().store();
      const end = await cloud().cli('destroy', '--everything', '--yes', '--json');
      expect(documentOf(end)).toMatchObject({ destroyed: true, kept: [], removed: { secret: true } });
      expect((documentOf(end) as { removed: { versions: number } }).removed.versions).toBeGreaterThan(10);
      await expect(store.list('')).rejects.toMatchObject({ code: 'store_missing' });
      expect(documentOf(await cloud().cli('destroy', '--everything', '--yes', '--json'))).toMatchObject({
        error: { code: 'aws_not_configured' },
      });
    },
    5 * MINUTES,
  );
}
