import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { LocalNumerai } from '../../scripts/standins/numerai/localNumerai.ts';
import type { NumeraiOptions } from '../../scripts/standins/numerai/options.ts';
import { startNumerai } from '../../scripts/standins/numerai/server.ts';
import { documentOf, runCli, startCli } from '../support/runCli.ts';
import { temporaryFolders } from '../support/temporaryFolders.ts';

const MODEL = resolve(import.meta.dirname, '../../scripts/demo/demo-model.txt');
const folder = temporaryFolders();
let numerai: LocalNumerai | undefined;
let cwd: string;

beforeEach(() => {
  cwd = folder();
});
afterEach(() => numerai?.close());

async function open(options: Partial<NumeraiOptions> = {}): Promise<LocalNumerai> {
  numerai = await startNumerai(options);
  const { publicId, secretKey } = numerai.token;
  writeFileSync(join(cwd, '.env'), `NUMERAI_PUBLIC_ID=${publicId}\nNUMERAI_SECRET_KEY="${secretKey}"\n`);
  settings({ slots: [{ name: 'example_model', candidates: ['base'] }] });
  const pushed = await runCli(['model', 'push', MODEL, '--name', 'base', '--local', '--json'], { cwd });
  expect(documentOf(pushed)).toMatchObject({ name: 'base', created: true, promoted: true, features: 22 });
  return numerai;
}

function settings(value: unknown): void {
  writeFileSync(join(cwd, 'cdk.json'), JSON.stringify({ context: { autopilot: value } }));
}

const options = () => ({ cwd, env: { NUMERAI_API_URL: numerai!.url } });
const runLocal = (...args: string[]) => runCli(['run', '--local', '--json', ...args], options());

describe('run --local', () => {
  it('submits the open round once, and then has nothing to do', async () => {
    const { token } = await open();
    const first = await runLocal();
    const document = documentOf(first);
    expect(first.code).toBe(0);
    expect(document).toMatchObject({
      outcome: 'submitted',
      round: 1325,
      slots: [{ slot: 'example_model', status: 'on-time', candidate: 'base', accepted: 300, universe: 300 }],
      submission: join(cwd, '.autopilot/rounds/1325/example_model/submission.parquet'),
    });
    const [deposit] = numerai!.submissions();
    expect(readFileSync(String(document.submission))).toEqual(
      Buffer.from(numerai!.uploaded(deposit!.filename)!),
    );

    const second = await runLocal('--fail-if-idle');
    expect(second.code).toBe(3);
    expect(documentOf(second)).toMatchObject({ outcome: 'already-submitted', submission: null });
    expect((await runLocal()).code).toBe(0);
    expect(numerai!.submissions()).toHaveLength(1);
    expect(first.stdout + first.stderr + second.stderr).not.toContain(token.secretKey);
  });

  it('says the same to people, the answer first and what comes next last', async () => {
    await open();
    const { code, stdout, stderr } = await runCli(['run', '--local'], options());
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Round 1325 {2}SUBMITTED {2}300 of 300 tokens accepted, on-time, \d+ min before/);
    expect(stdout).toMatch(/\nexample_model {2}submitted +on-time +300\/300 {3}base\n/);
    expect(stdout).toMatch(/\nFile: \.autopilot\/rounds\/1325\/example_model\/submission\.parquet\n/);
    expect(stdout.split('\n').filter((line) => line.length > 90)).toEqual([]);
    expect(stdout).toMatch(/\nNext: the next round is expected to open at \S+Z\n$/);
    expect(stderr).toMatch(/s {2}example_model: submission created\n/);
  });

  it('rehearses without sending anything', async () => {
    await open();
    const end = await runLocal('--dry-run');
    expect(end.code).toBe(0);
    expect(documentOf(end)).toMatchObject({
      outcome: 'dry-run',
      submission: null,
      slots: [{ submission: join(cwd, '.autopilot/rounds/1325/example_model/dry-run.parquet') }],
    });
    expect(numerai!.submissions()).toEqual([]);
    expect(numerai!.requests.flatMap(({ operations }) => operations)).not.toContain('put');
  });

  it('takes only the slot that is asked for, and refuses one that the settings do not have', async () => {
    await open();
    const slots = ['example_model', 'second_model'].map((name) => ({ name, candidates: ['base'] }));
    settings({ slots });
    expect(documentOf(await runLocal('--slot', 'second_model'))).toMatchObject({
      slots: [{ slot: 'second_model', outcome: 'submitted' }],
    });
    const wrong = await runLocal('--slot', 'third_model');
    expect(wrong.code).toBe(2);
    expect(documentOf(wrong)).toMatchObject({
      error: { code: 'usage', message: expect.stringContaining('third_model') },
    });
    expect(numerai!.submissions()).toHaveLength(1);
  });

  it('ends with 0 between rounds, or with 3 where that matters', async () => {
    await open({ opensInSeconds: 7200, lateSeconds: 0 });
    const end = await runLocal();
    expect(end.code).toBe(0);
    expect(documentOf(end)).toMatchObject({ outcome: 'no-open-round', round: null, slots: [] });
    expect((await runLocal('--fail-if-idle')).code).toBe(3);
  });

  it('ends with 1 and the reason when the slot failed', async () => {
    await open();
    settings({ slots: [{ name: 'exampel_model', candidates: ['base'] }] });
    const end = await runLocal();
    expect(end.code).toBe(1);
    expect(documentOf(end)).toMatchObject({
      outcome: 'failed',
      slots: [{ slot: 'exampel_model', outcome: 'failed', error: { code: 'unknown_slot' } }],
    });
  });

  it('ends with an error alone when no slot could be judged', async () => {
    await open();
    writeFileSync(join(cwd, '.env'), 'NUMERAI_PUBLIC_ID=\n');
    const none = await runLocal();
    expect(none.code).toBe(1);
    expect(documentOf(none)).toEqual({
      error: { code: 'numerai_keys_missing', message: expect.any(String), hint: expect.any(String) },
    });
    const env = { ...options().env, NUMERAI_PUBLIC_ID: 'SWAPPED', NUMERAI_SECRET_KEY: 'TOPSECRET' };
    const wrong = await runCli(['run', '--local', '--json'], { cwd, env });
    expect(wrong.code).toBe(1);
    expect(documentOf(wrong)).toMatchObject({ error: { code: 'numerai_keys_rejected' } });
    expect(wrong.stdout + wrong.stderr).not.toMatch(/TOPSECRET|SWAPPED/);
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('lets go of the slot when it is stopped by %s', async (signal) => {
    await open();
    numerai!.faults.push('timeout@submissionUploadAuth:always');
    const { child, end, sees } = startCli(['run', '--local', '--json'], options());
    await sees('stderr', /300 of 300 tokens predicted/);
    const claimPath = join(cwd, '.autopilot/rounds/1325/example_model/claim.json');
    await untilAsked('submissionUploadAuth');
    child.kill(signal);
    const ended = await end;
    expect(ended).toMatchObject({ code: 130, signal: null });
    expect(JSON.parse(ended.stdout)).toBeDefined();
    const claim = JSON.parse(readFileSync(claimPath, 'utf8'));
    expect(Date.parse(claim.expiresAt)).toBeLessThanOrEqual(Date.now());
    numerai!.faults.clear();
    expect(documentOf(await runLocal())).toMatchObject({ outcome: 'submitted' });
  });
});

async function untilAsked(operation: string): Promise<void> {
  while (!numerai!.requests.some(({ operations }) => operations.includes(operation))) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
