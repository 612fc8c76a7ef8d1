import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { goldenFolder } from '../support/modelCase.ts';
import { documentOf, runCli } from '../support/runCli.ts';
import { temporaryFolders } from '../support/temporaryFolders.ts';

const MODEL = resolve(import.meta.dirname, '../../scripts/demo/demo-model.txt');
const UNNAMED = goldenFolder('models', 'lgb-stump', 'model.txt');
const folder = temporaryFolders();

describe('model push', () => {
  it('calls a model by its file name without ending, puts the first version in use and keeps that', async () => {
    const cwd = folder();
    writeFileSync(join(cwd, 'my base.v2.txt.gz'), gzipSync(readFileSync(MODEL)));
    const refused = await runCli(['model', 'push', 'my base.v2.txt.gz', '--local', '--json'], { cwd });
    expect(refused.code).toBe(2);
    expect(documentOf(refused)).toMatchObject({
      error: { message: expect.stringContaining('"my base.v2"') },
    });

    writeFileSync(join(cwd, 'base.v2.txt'), readFileSync(MODEL));
    const first = documentOf(await runCli(['model', 'push', 'base.v2.txt', '--local', '--json'], { cwd }));
    expect(first).toMatchObject({ name: 'base.v2', created: true, promoted: true, kind: 'lightgbm-text' });
    expect(readFileSync(String(first.path))).toEqual(readFileSync(MODEL));
    const again = documentOf(await runCli(['model', 'push', 'base.v2.txt', '--local', '--json'], { cwd }));
    expect(again).toMatchObject({ version: first.version, created: false, promoted: false });

    const listed = await runCli(['model', 'list', '--local', '--json'], { cwd });
    expect(documentOf(listed)).toMatchObject({
      models: [{ name: 'base.v2', version: first.version, kind: 'lightgbm-text', features: 22 }],
    });
  });

  it('takes the names that a file does not carry', async () => {
    const cwd = folder();
    const push = (...args: string[]) =>
      runCli(['model', 'push', UNNAMED, '--name', 'stump', '--local', '--json', ...args], { cwd });
    const without = await push();
    expect(without.code).toBe(2);
    expect(documentOf(without)).toMatchObject({ error: { code: 'feature_names_missing' } });
    expect(documentOf(await push('--features', 'a, b,c,d'))).toMatchObject({ features: 4, promoted: true });
    expect(documentOf(await push('--features', 'a,b'))).toMatchObject({
      error: { code: 'manifest_mismatch' },
    });
  });

  it('uses AUTOPILOT_HOME where it is set', async () => {
    const [cwd, home] = [folder(), folder()];
    const end = await runCli(['model', 'push', MODEL, '--local', '--json'], {
      cwd,
      env: { AUTOPILOT_HOME: home },
    });
    expect(String(documentOf(end).path).startsWith(join(home, 'models/demo-model/'))).toBe(true);
  });
});
