import { execFile, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { LocalNumerai } from '../../scripts/standins/numerai/localNumerai.ts';
import { startNumerai } from '../../scripts/standins/numerai/server.ts';
import { tableFiles } from '../../shared/adapters/tableFiles.ts';
import { numberColumn, textColumn } from '../../shared/domain/table.ts';
import { documentOf, runCli } from '../support/runCli.ts';
import { expectClose } from '../support/scoringCases.ts';
import { temporaryFolders } from '../support/temporaryFolders.ts';

const python = process.env.AUTOPILOT_TEST_PYTHON;
const SCRIPT = resolve(import.meta.dirname, '../python/blend.py');
/** Such weights that hardly two tokens tie: rounding would decide between them. */
const MODELS: Readonly<Record<string, Record<string, number>>> = {
  up: { feature_momentum_60d: 0.31, feature_volume_avg_20d: -0.173, feature_sharpe_ratio_20d: 0.0941 },
  calm: { feature_volatility_60d: -0.77, feature_bollinger_20d: 0.1219, feature_close_avg_60d: 0.3307 },
};
const BLEND = {
  name: 'mix',
  models: [
    { model: 'calm', weight: 0.7183 },
    { model: 'up', weight: 0.41 },
  ],
  neutralise: { features: ['feature_sharpe_ratio_60d', 'feature_market_cap_ewa_60d'], proportion: 0.75 },
};

const title = 'a blend on the command line';
if (python && spawnSync(python, ['-c', 'import numerai_tools, pyarrow']).status === 0)
  describe(title, compared);
else describe.skip(`${title} (skipped: AUTOPILOT_TEST_PYTHON names no Python with numerai-tools)`, compared);

function compared(): void {
  const newFolder = temporaryFolders();
  let numerai: LocalNumerai | undefined;
  afterEach(() => numerai?.close());

  it('is the submission that pandas and numerai-tools make of the same files', async () => {
    const cwd = newFolder();
    numerai = await startNumerai();
    const { publicId, secretKey } = numerai.token;
    const env = { NUMERAI_API_URL: numerai.url, NUMERAI_PUBLIC_ID: publicId, NUMERAI_SECRET_KEY: secretKey };
    const settings = join(cwd, 'settings.json');
    writeFileSync(settings, JSON.stringify({ slots: [{ name: 'example_model', candidates: [BLEND] }] }));
    const models = await Promise.all(Object.keys(MODELS).map((name) => pushLinear(name, cwd)));
    const end = await runCli(['run', '--local', '--json', '--settings', settings], { cwd, env });
    const document = documentOf(end);
    expect(document).toMatchObject({ outcome: 'submitted', slots: [{ candidate: 'mix', degraded: false }] });

    const live = join(cwd, `.autopilot/rounds/${document.round}/live.parquet`);
    const { stdout } = await promisify(execFile)(python!, [SCRIPT, live, settings, ...models]);
    const expected: { symbol: string[]; signal: number[]; unknown: number } = JSON.parse(stdout);
    expect(expected.unknown).toBeGreaterThan(0);
    const submitted = await tableFiles.readTable(readFileSync(String(document.submission)));
    expect(textColumn(submitted, 'symbol')).toEqual(expected.symbol);
    expectClose([...numberColumn(submitted, 'signal')], expected.signal);
  });
}

async function pushLinear(name: string, cwd: string): Promise<string> {
  const [features, coefficients] = [Object.keys(MODELS[name]!), Object.values(MODELS[name]!)];
  const path = join(cwd, `${name}.json`);
  writeFileSync(path, JSON.stringify({ kind: 'linear', features, coefficients }));
  await runCli(['model', 'push', path, '--local'], { cwd });
  return path;
}
