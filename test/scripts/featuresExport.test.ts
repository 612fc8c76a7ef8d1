import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { lookalikeTrain } from '../../scripts/standins/lookalikeTrain.ts';
import { directoryStore } from '../../shared/adapters/local/directoryStore.ts';
import { inventedDays } from '../support/marketHistory.ts';
import { storeDays } from '../support/recordedHistory.ts';
import { documentOf, runCli } from '../support/runCli.ts';
import { temporaryFolders } from '../support/temporaryFolders.ts';

const folder = temporaryFolders();
const SETTINGS = { slots: [{ name: 'example_model', candidates: ['base'] }] };

async function filled(): Promise<string> {
  const cwd = folder();
  writeFileSync(join(cwd, 'settings.json'), JSON.stringify(SETTINGS));
  const days = inventedDays({ from: '2026-10-28', to: '2026-11-20' });
  await storeDays(directoryStore(join(cwd, '.autopilot')), days);
  return cwd;
}

const FIXED = ['--local', '--json', '--settings', 'settings.json', '--output', 'table.parquet'];
const exporting = (cwd: string, ...args: string[]) =>
  runCli(['features', 'export', ...FIXED, ...args], { cwd });

describe('features export', () => {
  it("joins the market to Numerai's train.parquet, into a table that model push takes", async () => {
    const cwd = await filled();
    writeFileSync(join(cwd, 'train.parquet'), await lookalikeTrain({ until: '2026-11-12', weekdays: 6 }));
    const end = await exporting(
      cwd,
      '--train',
      'train.parquet',
      '--features',
      'momentum_5_rank,*_skip_20,turnover_5',
    );
    expect([end.code, documentOf(end)]).toMatchObject([
      0,
      {
        from: '2026-10-28',
        to: '2026-11-20',
        // The days of the train file, and the other weekdays of the store.
        days: { train: 6, live: 0, store: 12 },
        columns: { numerai: 24, market: 5, user: 0 },
        rowsWithoutMarket: 0,
        unresolved: { ambiguous: 0, priceDisagrees: 0 },
        emptyColumns: ['momentum_60_skip_20', 'momentum_120_skip_20', 'momentum_250_skip_20'],
      },
    ]);
    const bytes = readFileSync(join(cwd, 'table.parquet'));
    const file = new Uint8Array(bytes).buffer;
    const rows = await parquetReadObjects({ file, compressors });
    expect(rows).toHaveLength((documentOf(end) as { rows: number }).rows);
    const trained = rows.filter(({ universe_source }) => universe_source === 'train');
    expect(trained).toHaveLength(6 * 300);
    expect(trained.every((row) => row.target_binned_return_20 !== null && typeof row.ucid === 'string')).toBe(
      true,
    );
    const metadata = parquetMetadata(file).key_value_metadata!.find(
      ({ key }) => key === 'autopilot.features',
    );
    expect(JSON.parse(metadata!.value!).features.map(({ name }: { name: string }) => name)).toContain(
      'turnover_5',
    );

    const model = {
      kind: 'linear',
      features: ['momentum_5_rank', 'feature_momentum_60d'],
      coefficients: [1, 2],
    };
    writeFileSync(join(cwd, 'model.json'), JSON.stringify(model));
    const pushed = await runCli(
      ['model', 'push', 'model.json', '--table', 'table.parquet', '--local', '--json'],
      { cwd },
    );
    const { version } = documentOf(pushed) as { version: string };
    const manifest = JSON.parse(
      readFileSync(join(cwd, `.autopilot/models/model/${version}/manifest.json`), 'utf8'),
    );
    expect(manifest.features).toEqual([
      { name: 'momentum_5_rank', version: expect.any(String) },
      { name: 'feature_momentum_60d' },
    ]);
  });

  it('says what is wrong, and leaves no half of a file', async () => {
    const cwd = await filled();
    const codeOf = async (...args: string[]) => {
      const end = await exporting(cwd, ...args);
      return [end.code, (documentOf(end) as { error: { code: string } }).error.code];
    };
    expect(await codeOf('--from', '2027-01-01')).toEqual([1, 'export_empty']);
    expect(await codeOf('--from', 'today')).toEqual([2, 'usage']);
    expect(await codeOf('--top', '0')).toEqual([2, 'usage']);
    expect(await codeOf('--features', 'momentum_21')).toEqual([2, 'unknown_feature']);
    writeFileSync(join(cwd, 'train.parquet'), 'symbol,date\n');
    expect(await codeOf('--train', 'train.parquet')).toEqual([1, 'not_a_table']);
    expect(existsSync(join(cwd, 'table.parquet'))).toBe(false);
    expect(readdirSync(cwd).sort()).toEqual(['.autopilot', 'settings.json', 'train.parquet']);
  });
});
