import { expect, it } from '@jest/globals';
import { tableFiles } from '../../../shared/adapters/tableFiles.ts';
import { numberColumn, type Table, textColumn, timeColumn } from '../../../shared/domain/table.ts';
import { stackTables } from '../../../shared/domain/tableRows.ts';
import { addDays, type UtcDay, utcDay } from '../../../shared/domain/utcDay.ts';
import { CATALOGUE } from '../../../shared/features/catalogue.ts';
import type { MarketDay } from '../../../shared/market/marketDay.ts';
import { type ExportOptions, exportFeatures } from '../../../shared/pipeline/features/exportFeatures.ts';
import { importUserTable } from '../../../shared/pipeline/userTables.ts';
import type { Store } from '../../../shared/ports.ts';
import { parseSettings } from '../../../shared/settings.ts';
import { columnTable } from '../../support/columnTable.ts';
import { liveTable } from '../../support/liveTable.ts';
import { memoryStore } from '../../support/memoryStore.ts';
import { recordedDays, storeDays } from '../../support/recordedHistory.ts';
import { recordingLog } from '../../support/recordingLog.ts';
import { describeSharedData } from '../../support/sharedData.ts';
import { walkingDays } from '../../support/walkingDays.ts';

const settings = parseSettings({ slots: [{ name: 'example_model', candidates: ['base'] }] });
const TRANSFORMED = ['momentum_20_rank', 'volatility_60_gauss', 'turnover_20_bin', 'amihud_60_rank'];
const NAMES = [...CATALOGUE.map(({ name }) => name), ...TRANSFORMED];

async function exported(store: Store, options: Partial<ExportOptions>): Promise<Table> {
  const ports = { store, files: tableFiles, log: recordingLog() };
  const { parts } = await exportFeatures(ports, { settings, features: ['*', ...TRANSFORMED], ...options });
  const tables: Table[] = [];
  for await (const part of parts) tables.push(part);
  return stackTables(tables);
}

/** Rows of a day, and a column's values in them. */
function rowsOf(table: Table, day: UtcDay): number[] {
  return [...timeColumn(table, 'date').keys()].filter(
    (row) => utcDay(timeColumn(table, 'date')[row]!) === day,
  );
}

/** Compares to the last bit what was exported of a day with what a live round has of it. */
async function expectLive(
  table: Table,
  { day, history, store }: { day: UtcDay; history: readonly MarketDay[]; store?: Store },
  names: readonly string[],
): Promise<number> {
  const rows = rowsOf(table, day);
  const text = (name: string) => rows.map((row) => textColumn(table, name)[row] ?? '');
  const of = { day, history, symbols: text('symbol'), ucids: text('ucid'), ...(store && { store }) };
  const live = await liveTable(of, names);
  let known = 0;
  for (const name of names) {
    const column = numberColumn(table, name);
    const values = Float64Array.from(rows, (row) => column[row]!);
    expect([day, name, values]).toEqual([day, name, numberColumn(live, name)]);
    known += values.filter((value) => !Number.isNaN(value)).length;
  }
  return known / names.length / rows.length;
}

it('an exported row is the live row of its day, bit for bit, whatever else is exported with it', async () => {
  const last = '2026-11-20';
  const history = [...walkingDays({ from: addDays(last, -429), days: 430, tokens: 48 })];
  const store = memoryStore();
  await storeDays(store, history);
  for (const [day, symbols] of [
    ['2026-11-05', ['BTC', 'T1']],
    ['2026-11-12', ['BTC']],
  ] as const) {
    const rows = columnTable({
      symbol: [...symbols],
      flow: symbols.map((_, i) => i + 1),
      'net.fee': symbols.map(() => 0),
    });
    await importUserTable({ store, files: tableFiles }, { table: 'chain', day, rows });
  }
  const table = await exported(store, { from: '2026-10-12', top: 40, features: undefined });
  const names = [...CATALOGUE.map(({ name }) => name), 'chain.flow', 'chain.net.fee'];
  expect([...table.columns.keys()]).toEqual(['date', 'ucid', 'symbol', 'universe_source', ...names]);
  for (const day of ['2026-10-12', last]) {
    expect(rowsOf(table, day)).toHaveLength(40);
    await expectLive(table, { day, history, store }, names);
  }
  const flow = ['2026-11-04', '2026-11-05', '2026-11-11', '2026-11-12', '2026-11-19', '2026-11-20'].map(
    (day) => {
      const rows = rowsOf(table, day);
      const of = (token: string) => rows.find((row) => textColumn(table, 'symbol')[row] === token)!;
      return [of('BTC'), of('T1')].map((row) => numberColumn(table, 'chain.flow')[row]);
    },
  );
  // Seven days old at most.
  expect(flow).toEqual([
    [NaN, NaN],
    [1, 2],
    [1, 2],
    [1, 2],
    [1, NaN],
    [NaN, NaN],
  ]);
});

describeSharedData('on recorded markets', (folder) => {
  it('an exported row is the live row of its day, bit for bit (all days: npm run bench parity)', async () => {
    const history = await recordedDays(folder, 'binance');
    const store = memoryStore();
    await storeDays(store, history.slice(-430));
    const table = await exported(store, { features: NAMES, from: history.at(-10)!.day });
    const known = await expectLive(table, { day: '2026-03-12', history }, NAMES);
    // Otherwise nothing was compared with nothing.
    expect(known).toBeGreaterThan(0.75);
  }, 120_000);
});
