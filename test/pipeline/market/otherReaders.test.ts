import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { trueClose } from '../../support/fakeMarket.ts';
import { marketPlace } from '../../support/marketPlace.ts';
import { temporaryFolders } from '../../support/temporaryFolders.ts';

const python = process.env.AUTOPILOT_TEST_PYTHON;
const script = join(import.meta.dirname, '../../python/market_store.py');
const canRead =
  python !== undefined && spawnSync(python, ['-c', 'import duckdb, pandas, pyarrow']).status === 0;
const newFolder = temporaryFolders();
const title = 'the market store, opened by DuckDB and pandas';

if (canRead) describe(title, opened);
else
  describe.skip(
    `${title} (skipped: AUTOPILOT_TEST_PYTHON names no Python with duckdb, pandas, pyarrow)`,
    opened,
  );

function opened(): void {
  // biome-ignore lint/suspicious/noExplicitAny: what the script prints
  let seen: any;
  beforeAll(async () => {
    const folder = newFolder();
    const place = marketPlace(folder);
    place.cmc.edit = (bar) => ({ ...bar, close: bar.ucid === '90' ? Number.NaN : bar.close });
    await place.collect();
    place.clock.set(new Date('2026-11-25T00:40:00Z'));
    await place.collect();
    seen = JSON.parse(execFileSync(python!, [script, folder], { encoding: 'utf8' }));
  }, 120_000);

  it('is a Hive table of days with these columns and types', () => {
    expect(seen.columns.map(([name, type]: string[]) => [name, type])).toEqual([
      ['ucid', 'VARCHAR'],
      ['symbol', 'VARCHAR'],
      ['open', 'DOUBLE'],
      ['high', 'DOUBLE'],
      ['low', 'DOUBLE'],
      ['close', 'DOUBLE'],
      ['volume_usd', 'DOUBLE'],
      ['market_cap_usd', 'DOUBLE'],
      ['source', 'VARCHAR'],
      ['collected_at', expect.stringMatching(/^TIMESTAMP/)],
      ['date', 'DATE'],
    ]);
  });

  it('has null where nothing is known, and every row once', () => {
    expect(seen.counts).toEqual([
      ['2026-11-23', 'binance', '60', '60', '60'],
      ['2026-11-23', 'coinmarketcap', '120', '0', '119'],
      ['2026-11-24', 'binance', '60', '60', '60'],
      ['2026-11-24', 'coinmarketcap', '120', '0', '119'],
    ]);
  });

  it('keeps symbols and numbers to the last bit', () => {
    expect(seen.gold).toEqual([
      ['XAUt', String(trueClose('7', '2026-11-23'))],
      ['XAUt', String(trueClose('7', '2026-11-24'))],
    ]);
  });

  it('has a panel and indexes that read as they are', () => {
    expect(seen.panelColumns.slice(0, 3).map(([name, type]: string[]) => [name, type])).toEqual([
      ['ucid', 'VARCHAR'],
      ['source', 'VARCHAR'],
      ['date', 'DATE'],
    ]);
    expect(seen.indexes).toEqual([
      ['2026-11-23', 'fear_greed', '46.0'],
      ['2026-11-24', 'fear_greed', '47.0'],
    ]);
  });

  it('is one frame in pandas', () => {
    expect(seen.pandas).toMatchObject({ rows: 360, missing: 240, panel: [360, '2026-11-23'] });
    expect(seen.pandas.columns).toContain('date');
  });
}
