import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { deflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parquetReadObjects } from 'hyparquet';
import type { LocalNumerai } from '../../scripts/standins/numerai/localNumerai.ts';
import { startNumerai } from '../../scripts/standins/numerai/server.ts';
import { s3Store } from '../../shared/adapters/aws/s3Store.ts';
import { parsedOutput } from '../support/functionOutput.ts';
import { createLocalCloud, pushDemoModel } from '../support/localCloud.ts';
import { describeMoto } from '../support/moto.ts';
import { type RunningFunction, runFunction, runtimeClient } from '../support/runtimeClient.ts';
import { bundledFolders, EXAMPLE } from '../support/synthesise.ts';

const SLOTS = [{ name: 'example_model', candidates: ['demo'] }];
const MEGABYTE = 2 ** 20;

let folders: ReadonlyMap<string, string>;
let folder: string;
beforeAll(() => {
  folders = bundledFolders({ autopilot: { ...EXAMPLE, slots: SLOTS, market: {}, webhook: true } });
  folder = folderOf('Submits');
}, 120_000);

function folderOf(start: string): string {
  const found = [...folders].find(([description]) => description.startsWith(start));
  if (!found) throw new Error(`no function's description begins with ${start}`);
  return found[1];
}

const zippedBytes = (of: string) =>
  readdirSync(of)
    .map((name) => deflateRawSync(readFileSync(join(of, name))).length)
    .reduce((sum, bytes) => sum + bytes, 0);

describe('every bundle', () => {
  it.each([
    ['Submits', 'submit'],
    ['Asks', 'verify'],
    ['Collects', 'collect'],
    ['Starts', 'webhook'],
  ])('that %s is made of its own handler', (start, name) => {
    const { sources } = JSON.parse(readFileSync(join(folderOf(start), 'index.mjs.map'), 'utf8'));
    const handlers = (sources as string[]).filter((file) =>
      /functions\/(submit|verify|collect|webhook)\.ts$/.test(file),
    );
    expect(handlers.map((file) => basename(file))).toEqual([`${name}.ts`]);
  });

  it('holds at most 3 MB zipped and 1.5 MB of code', () => {
    for (const of of folders.values()) {
      expect(zippedBytes(of)).toBeLessThan(3 * MEGABYTE);
      expect(readFileSync(join(of, 'index.mjs')).length).toBeLessThan(1.5 * MEGABYTE);
    }
  });

  it('is imported by plain node, without a word and without any variable set', () => {
    for (const of of folders.values()) {
      const address = JSON.stringify(pathToFileURL(join(of, 'index.mjs')).href);
      const script = `import(${address}).then((module) => console.log(typeof module.handler))`;
      const { stdout, stderr } = spawnSync(process.execPath, ['-e', script], { encoding: 'utf8', env: {} });
      expect({ stdout, stderr }).toEqual({ stdout: 'function\n', stderr: '' });
    }
  });
});

describe.each(['Asks', 'Starts'])('bundle that %s', (start) => {
  it('carries no Parquet engine, for it reads no file', () => {
    expect(readdirSync(folderOf(start)).sort()).toEqual(['index.mjs', 'index.mjs.map', 'settings.json']);
    expect(zippedBytes(folderOf(start))).toBeLessThan(MEGABYTE);
  });
});

describe('bundle of submit', () => {
  it('is one module with its source map, its wasm file and the settings', () => {
    expect(readdirSync(folder).sort()).toEqual([
      'index.mjs',
      'index.mjs.map',
      'parquet_wasm_bg.wasm',
      'settings.json',
    ]);
    const settings = JSON.parse(readFileSync(join(folder, 'settings.json'), 'utf8'));
    expect(settings).toMatchObject({ slots: SLOTS, dataset: 'crypto/v2.0', alertEmails: [] });
  });
});

const describeRuntime = runtimeClient ? describe : describe.skip;
const skipped = runtimeClient ? '' : ' (skipped: no AWS runtime client; set AUTOPILOT_TEST_RIC)';

describeRuntime(`bundle of submit under AWS's runtime client${skipped}`, () => {
  describeMoto('against moto and the local Numerai', (moto) => {
    let numerai: LocalNumerai;
    let submit: RunningFunction;
    beforeAll(async () => {
      numerai = await startNumerai({ opensInSeconds: -600 });
      const { publicId, secretKey } = numerai.token;
      const clients = moto().clients();
      const keys = { NUMERAI_PUBLIC_ID: publicId, NUMERAI_SECRET_KEY: secretKey };
      const cloud = await createLocalCloud(clients, keys);
      await pushDemoModel(clients, cloud.AUTOPILOT_BUCKET);
      const endpoints = { AWS_ENDPOINT_URL: moto().endpoint, NUMERAI_API_URL: numerai.url };
      const powertools = { POWERTOOLS_METRICS_NAMESPACE: 'UnderTest', POWERTOOLS_SERVICE_NAME: 'under-test' };
      const environment = { ...cloud, ...endpoints, ...powertools, NODE_OPTIONS: '--enable-source-maps' };
      submit = await runFunction({ folder, environment });
    });
    afterAll(async () => {
      await submit?.stop();
      await numerai?.close();
    });

    it('submits the open round, on time and with every token', async () => {
      const answer = await submit.invoke({});
      expect(answer).toMatchObject({
        response: {
          outcome: 'submitted',
          round: 1325,
          slots: [
            { slot: 'example_model', candidate: 'demo', status: 'on-time', accepted: 300, universe: 300 },
          ],
        },
      });
      expect(numerai.submissions()).toHaveLength(1);
    });

    it('has uploaded the very file that it kept in S3', async () => {
      const store = s3Store({ bucket: 'autopilot-bucket', client: moto().clients().s3 });
      const kept = await store.get('rounds/1325/example_model/submission.parquet');
      const [{ filename } = { filename: '' }] = numerai.submissions();
      expect(Buffer.from(numerai.uploaded(filename)!).equals(kept!.bytes)).toBe(true);
      const record = await store.get('rounds/1325/example_model/record.json');
      expect(new TextDecoder().decode(record!.bytes)).toContain(filename);
      const rows = await parquetReadObjects({ file: Uint8Array.from(kept!.bytes).buffer });
      expect(rows).toHaveLength(300);
      expect(Object.keys(rows[0]!)).toEqual(['symbol', 'signal']);
    });

    it('finds everything done when it is woken again', async () => {
      expect(await submit.invoke({})).toMatchObject({ response: { outcome: 'already-submitted' } });
      expect(numerai.submissions()).toHaveLength(1);
    });

    it('answers an error as Lambda would see it', async () => {
      expect(await submit.invoke({ dryrun: true })).toMatchObject({
        error: { errorType: 'UsageError', errorMessage: expect.stringContaining('dryrun') },
      });
    });

    it('writes JSON lines and metrics only, and no key among them', () => {
      const output = submit.output();
      const { publicId, secretKey } = numerai.token;
      for (const secret of [publicId, secretKey]) expect(output).not.toContain(secret);
      expect(output).not.toMatch(/https?:\/\/[^\s"]*\?/);
      const { lines, metrics } = parsedOutput(() => output);
      expect(lines().length).toBeGreaterThan(5);
      for (const line of output.trim().split('\n')) expect(line).toMatch(/^\{.*\}$/);
      expect(metrics()).toMatchObject({ AcceptedShare: 1, Coverage: 1, DegradedLate: 0, KeysInTrouble: 0 });
    });

    it('points to TypeScript lines in its stack traces', () => {
      expect(submit.output()).toMatch(/functions\/middleware\.ts:\d+/);
    });
  });
});
