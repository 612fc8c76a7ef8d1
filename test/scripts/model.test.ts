import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { readCsv } from '../../shared/adapters/csv.ts';
import { writeParquet } from '../../shared/adapters/parquet.ts';
import { COMPUTED_FEATURES } from '../../shared/features/computedFeatures.ts';
import { FEATURES_KEY, featureMetadata } from '../../shared/models/featureMetadata.ts';
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
    expect(documentOf(await push('--features', 'a, b,c,d'))).toMatchObject({
      features: 4,
      promoted: true,
      warnings: [
        expect.stringMatching(/^No run can feed it: 4 of its features, a first, are neither Numerai's/),
      ],
    });
    expect(documentOf(await push('--features', 'a,b,c,momentum_2O'))).toMatchObject({
      error: {
        code: 'unknown_features',
        message: expect.stringContaining('momentum_2O (nearest: momentum_20'),
      },
    });
    expect(documentOf(await push('--features', 'momentum_20,rsi_14,feature_rsi_60d,foo'))).toMatchObject({
      error: {
        code: 'unknown_features',
        message: expect.stringMatching(/^1 of the model's 4 features are known nowhere: foo/),
      },
    });
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

describe('model push --table', () => {
  it('says once that a feature has no value in the training table', async () => {
    const cwd = folder();
    const names = ['feature_x', 'feature_y'];
    writeFileSync(
      join(cwd, 'm.json'),
      JSON.stringify({ kind: 'linear', features: names, coefficients: [1, 1] }),
    );
    writeFileSync(join(cwd, 'table.csv'), 'date,feature_x,feature_y\n2026-05-20,1,\n2026-05-21,2,\n');
    const push = ['model', 'push', 'm.json', '--table', 'table.csv', '--local'];
    const { code, stdout } = await runCli(push, { cwd });
    expect(code).toBe(0);
    expect(stdout).toMatch(/\nTraining table, its newest 2 rows: 50\.0 % of the cells are missing/);
    expect(stdout).toMatch(
      /\nwarn 1 of its 2 features, feature_y first, have no value in the training table: it has learnt nothing/,
    );
  });
});

describe('the life of a model', () => {
  const [computed = '', version = ''] = [...COMPUTED_FEATURES][0] ?? [];
  const model = (slope: number) =>
    JSON.stringify({ kind: 'linear', coefficients: [slope, 1], intercept: 0.5 });
  const TABLE = `${computed},feature_x\n1,0\n2,1\nNaN,3\n`;

  /** As `features export` writes it, with the version of the feature that this code computes, or another. */
  async function trainingTable(path: string, of: string) {
    const metadata = { [FEATURES_KEY]: featureMetadata([{ name: computed, version: of }]) };
    writeFileSync(path, await writeParquet(readCsv(Buffer.from(TABLE)), { metadata }));
  }

  it('is pushed, found unfit, and rolled back', async () => {
    const cwd = folder();
    const run = async (...args: string[]) => {
      const end = await runCli(['model', ...args, '--local', '--json'], { cwd });
      return { code: end.code, document: documentOf(end) };
    };
    writeFileSync(join(cwd, 'base.json'), model(2));
    writeFileSync(join(cwd, 'names.txt'), `${computed}\nfeature_x\n`);
    writeFileSync(join(cwd, 'golden.csv'), `symbol,${computed},feature_x,prediction\nA,1,0,2.5\nB,2,1,5.5\n`);
    await trainingTable(join(cwd, 'train.parquet'), version);
    const told = ['--features', 'names.txt', '--golden', 'golden.csv', '--table', 'train.parquet'];
    const first = await run('push', 'base.json', ...told);
    expect(first).toMatchObject({
      code: 0,
      document: {
        promoted: true,
        goldenRows: 2,
        profile: { rows: 3, missingShare: expect.closeTo(1 / 6, 12) },
        warnings: [],
      },
    });

    // The next one was trained on what the code computed earlier. It is stored, with a warning, and not in use.
    writeFileSync(join(cwd, 'base.json'), model(3));
    await trainingTable(join(cwd, 'train.parquet'), 'earlier');
    const second = await run('push', 'base.json', '--features', 'names.txt', '--table', 'train.parquet');
    expect(second).toMatchObject({
      code: 0,
      document: {
        inUse: false,
        warnings: [expect.stringMatching(/^feature_version_mismatch: .* was earlier, now /)],
      },
    });
    const newer = String(second.document.version);
    expect(await run('promote', 'base', 'latest')).toMatchObject({
      document: { version: newer, before: first.document.version, promoted: true },
    });
    const [check] = (await run('check', 'base')).document.checks as {
      status: string;
      message: string;
      hint: string;
    }[];
    expect(check).toMatchObject({
      status: 'FAIL',
      message: expect.stringContaining(`${computed} was earlier`),
      hint: expect.stringContaining('model rollback base'),
    });

    expect(await run('rollback', 'base')).toMatchObject({
      document: { version: first.document.version, before: newer },
    });
    expect(await run('check', 'base')).toMatchObject({ code: 0, document: { ok: true } });
    expect((await run('list')).document).toMatchObject({
      models: [
        {
          versions: [
            { version: newer, golden: 0, inUse: false },
            { golden: 2, inUse: true },
          ],
          history: [{}, {}, { undoes: newer }],
        },
      ],
    });
  });

  it('is refused when it does not give the golden rows, or wants what the table has not', async () => {
    const cwd = folder();
    writeFileSync(join(cwd, 'base.json'), model(2));
    writeFileSync(join(cwd, 'wrong.csv'), `${computed},feature_x,prediction\n1,0,2.6\n`);
    writeFileSync(join(cwd, 'train.csv'), TABLE.replace('feature_x', 'feature_xx'));
    const refusal = async (...args: string[]) => {
      const features = ['--features', `${computed},feature_x`];
      const end = await runCli(['model', 'push', 'base.json', ...features, ...args, '--local', '--json'], {
        cwd,
      });
      expect(end.code).toBe(1);
      return documentOf(end).error;
    };
    expect(await refusal('--golden', 'wrong.csv')).toMatchObject({
      code: 'golden_mismatch',
      message: 'golden row 1: prediction must be 2.6, the model gives 2.5',
    });
    expect(await refusal('--table', 'train.csv')).toMatchObject({
      code: 'unknown_features',
      message: expect.stringContaining('feature_x (nearest: feature_xx)'),
    });
    expect(existsSync(join(cwd, '.autopilot'))).toBe(false);
  });
});
