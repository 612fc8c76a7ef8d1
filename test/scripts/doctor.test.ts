import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Check } from '../../scripts/doctor/check.ts';
import type { LocalNumerai } from '../../scripts/standins/numerai/localNumerai.ts';
import type { NumeraiOptions } from '../../scripts/standins/numerai/options.ts';
import { startNumerai } from '../../scripts/standins/numerai/server.ts';
import { documentOf, runCli } from '../support/runCli.ts';
import { temporaryFolders } from '../support/temporaryFolders.ts';

const MODEL = resolve(import.meta.dirname, '../../scripts/demo/demo-model.txt');
const folder = temporaryFolders();
let numerai: LocalNumerai | undefined;
let cwd: string;

beforeEach(() => {
  cwd = folder();
  settings('example_model', 'base');
});
afterEach(() => numerai?.close());

function settings(name: string, candidate: unknown): void {
  const autopilot = { slots: [{ name, candidates: [candidate] }] };
  writeFileSync(join(cwd, 'cdk.json'), JSON.stringify({ context: { autopilot } }));
}

async function open(options: Partial<NumeraiOptions> = {}): Promise<Record<string, string>> {
  numerai = await startNumerai(options);
  const { publicId, secretKey } = numerai.token;
  await runCli(['model', 'push', MODEL, '--name', 'base', '--local'], { cwd });
  return { NUMERAI_API_URL: numerai.url, NUMERAI_PUBLIC_ID: publicId, NUMERAI_SECRET_KEY: secretKey };
}

async function examined(env: Record<string, string>) {
  const end = await runCli(['doctor', '--local', '--json'], { cwd, env });
  const { checks, ok } = documentOf(end) as unknown as { checks: Check[]; ok: boolean };
  expect(end.code).toBe(ok ? 0 : 1);
  return { ok, end, failed: checks.filter(({ status }) => status === 'FAIL'), of: checksOf(checks) };
}

const checksOf = (checks: Check[]) => (name: string) => checks.filter((check) => check.name === name);

describe('doctor', () => {
  it('finds nothing wrong where nothing is, changes nothing and shows no key', async () => {
    const env = await open();
    const { ok, of, end } = await examined(env);
    expect(ok).toBe(true);
    for (const name of [
      'settings',
      'store',
      'model',
      'features',
      'keys',
      'numerai',
      'clock',
      'dataset',
      'token',
      'slot',
    ]) {
      expect(of(name)).toMatchObject([{ status: 'ok' }]);
    }
    expect(of('model')[0]?.message).toMatch(
      /^model base \S+: lightgbm-text, 22 features, 8 probe rows agree$/,
    );
    expect(end.stdout + end.stderr).not.toContain(env.NUMERAI_SECRET_KEY);
    expect(new Set(numerai!.requests.flatMap(({ operations }) => operations))).toEqual(
      new Set(['rounds', 'apiTokenInfo', 'account', 'listDatasets']),
    );
  });

  it('prints a line a check, with what to do under each that is not ok', async () => {
    settings('exampel_model', 'bass');
    const { code, stdout } = await runCli(['doctor', '--local'], { cwd, env: await open() });
    expect(code).toBe(1);
    expect(stdout).toMatch(/\nok {4}store: \S+\.autopilot\n/);
    expect(stdout).toMatch(/\nFAIL {2}unknown_model: no model bass in the store\n {6}→ .*was base meant\?/);
    expect(stdout).toMatch(
      /\nFAIL {2}the account has no Crypto model "exampel_model"\n {6}→ Was "example_model" meant\?/,
    );
    expect(stdout).toMatch(/\n\d+ ok, \d+ to look at, 2 failed\n$/);
  });

  it('looks at every model that a blend needs, and names the candidate as the settings do', async () => {
    settings('example_model', { name: 'mix', models: [{ model: 'base' }, { model: 'bass' }] });
    const { of, failed } = await examined(await open());
    expect(of('settings')[0]?.message).toBe('settings: 1 slot, example_model (mix)');
    expect(of('model')).toMatchObject([{ status: 'ok' }, { status: 'FAIL' }]);
    expect(failed).toMatchObject([{ message: 'unknown_model: no model bass in the store' }]);
  });

  it('warns of a token that may spend, and fails one that may not submit', async () => {
    const token = { publicId: 'PUBLIC', secretKey: 'SECRET' };
    const needed = ['upload_submission', 'read_submission_info', 'read_user_info'];
    const generous = await examined(await open({ tokens: [{ ...token, scopes: [...needed, 'stake'] }] }));
    expect(generous.of('token')).toMatchObject([{ status: 'warn', message: 'the token also has stake' }]);
    await numerai?.close();
    const mean = await examined(await open({ tokens: [{ ...token, scopes: ['read_user_info'] }] }));
    expect(mean.failed).toMatchObject([
      { name: 'token', message: 'the token lacks the scopes upload_submission, read_submission_info' },
    ]);
  });

  it('says which keys are missing, or that they are wrong', async () => {
    const { NUMERAI_SECRET_KEY: _, ...env } = await open();
    const half = await examined(env);
    expect(half.failed).toMatchObject([{ name: 'keys', message: 'NUMERAI_SECRET_KEY not set' }]);
    const wrong = await examined({ ...env, NUMERAI_SECRET_KEY: 'WRONG' });
    expect(wrong.of('token')).toMatchObject([
      { status: 'FAIL', message: expect.stringMatching(/^numerai_keys_rejected: /) },
    ]);
  });

  it('says that Numerai cannot be reached, and what was not checked for that', async () => {
    const env = await open();
    await numerai?.close();
    const { failed, of } = await examined(env);
    expect(failed).toMatchObject([
      { name: 'numerai', message: expect.stringMatching(/^network_error: .*ECONNREFUSED/) },
    ]);
    expect(of('token')).toMatchObject([
      { status: 'warn', message: 'token, slots and data were not checked' },
    ]);
  });

  it('fails when the live data are not where the settings look, or the settings are wrong', async () => {
    const env = await open({ datasets: ['crypto/v3.0/live.parquet'] });
    expect((await examined(env)).failed).toMatchObject([
      { name: 'dataset', hint: expect.stringContaining('crypto/v3.0/live.parquet') },
    ]);
    writeFileSync(join(cwd, 'cdk.json'), '{"context": {"autopilot": {"slots": [], "typo": 1}}}');
    expect((await examined(env)).failed).toMatchObject([
      { name: 'settings', message: expect.stringMatching(/^settings_invalid: .*typo/s) },
    ]);
  });

  it('says which features there are not: unknown ones, market data, tables of the user', async () => {
    const env = await open();
    const push = async (name: string, feature: string) => {
      const file = join(cwd, `${name}.json`);
      writeFileSync(file, JSON.stringify({ kind: 'linear', features: [feature], coefficients: [1] }));
      const end = await runCli(['model', 'push', file, '--name', name, '--local', '--json'], { cwd });
      expect(end.code).toBe(0);
    };
    await push('unfed', 'secret_sauce');
    await push('market', 'momentum_20');
    await push('user', 'mine.alpha');
    const candidates = ['unfed', 'market', 'user', { name: 'signal', signal: 'mine.beta' }, 'base'];
    const autopilot = { slots: [{ name: 'example_model', candidates }] };
    writeFileSync(join(cwd, 'cdk.json'), JSON.stringify({ context: { autopilot } }));
    expect((await examined(env)).of('features')).toMatchObject([
      {
        status: 'FAIL',
        message: expect.stringMatching(/^unknown_features: the catalogue lacks 1 .*secret_sauce/),
      },
      { status: 'FAIL', message: 'market: it needs market data, and the store has none' },
      { status: 'FAIL', message: 'user: it needs the table mine, and the store has none of that name' },
      { status: 'FAIL', message: 'signal: it needs the table mine, and the store has none of that name' },
      { status: 'ok', message: 'base: 22 features to be had' },
    ]);
  });
});
