import { describe, expect, it } from '@jest/globals';
import { tableFiles } from '../../../shared/adapters/tableFiles.ts';
import { numberColumn, type Table, textColumn, timeColumn } from '../../../shared/domain/table.ts';
import { stackTables } from '../../../shared/domain/tableRows.ts';
import { addDays, utcDay } from '../../../shared/domain/utcDay.ts';
import { type ExportOptions, exportFeatures } from '../../../shared/pipeline/features/exportFeatures.ts';
import { importUserTable } from '../../../shared/pipeline/userTables.ts';
import type { Store } from '../../../shared/ports.ts';
import { parseSettings } from '../../../shared/settings.ts';
import { columnTable } from '../../support/columnTable.ts';
import { memoryStore } from '../../support/memoryStore.ts';
import { storeDays } from '../../support/recordedHistory.ts';
import { recordingLog } from '../../support/recordingLog.ts';
import { walkingDays } from '../../support/walkingDays.ts';

const settings = parseSettings({ slots: [{ name: 'example_model', candidates: ['base'] }] });
/** A Monday. */
const FROM = '2026-11-02';

async function filled(): Promise<Store> {
  const store = memoryStore();
  await storeDays(store, [...walkingDays({ from: FROM, days: 12, tokens: 120 })]);
  return store;
}

async function exported(store: Store, options: Partial<ExportOptions> = {}) {
  const ports = { store, files: tableFiles, log: recordingLog() };
  const found = await exportFeatures(ports, {
    settings,
    features: ['momentum_5', 'market_cap_rank'],
    ...options,
  });
  const tables: Table[] = [];
  for await (const part of found.parts) tables.push(part);
  return { ...found, table: stackTables(tables) };
}

async function* given(...tables: Table[]): AsyncGenerator<Table> {
  yield* tables;
}

function train(day: string, symbols: readonly string[], more: Record<string, number[]> = {}): Table {
  return columnTable({
    symbol: [...symbols],
    date: symbols.map(() => day),
    feature_a: symbols.map((_, i) => i / 4),
    target_20: symbols.map((_, i) => (i % 2 === 0 ? 0.5 : Number.NaN)),
    note: symbols.map(() => 'text'),
    ...more,
  });
}

const daysOf = (table: Table) => [...new Set([...timeColumn(table, 'date')].map((ms) => utcDay(ms)!))];

describe('a day of the export', () => {
  it('has the universe of the training file, else of the kept live file, else of the market store', async () => {
    const store = await filled();
    const live = columnTable({
      symbol: Array.from({ length: 110 }, (_, i) => (i === 0 ? 'BTC' : `T${i}`)),
      ucid: Array.from({ length: 110 }, (_, i) => String(i + 1)),
      date: Array.from({ length: 110 }, () => '2026-11-04'),
      feature_a: Array.from({ length: 110 }, () => 0.75),
    });
    await store.put('rounds/1301/live.parquet', await tableFiles.writeTable(live));
    await store.put('rounds/1300/live.parquet', new Uint8Array([1, 2, 3]));
    const training = given(train('2026-11-03', ['BTC', 'T1', 'GONE']));
    const { table, tally, numerai } = await exported(store, { training, top: 50 });
    expect(numerai).toEqual(['feature_a', 'target_20']);
    expect([...table.columns.keys()]).toEqual([
      ...['date', 'ucid', 'symbol', 'universe_source', 'feature_a', 'target_20'],
      ...['momentum_5', 'market_cap_rank'],
    ]);
    const sources = daysOf(table).map((day) => {
      const row = [...timeColumn(table, 'date')].findIndex((ms) => utcDay(ms) === day);
      return [day, textColumn(table, 'universe_source')[row]];
    });
    // Twelve days from a Monday on: no Saturday, no Sunday.
    expect(sources).toEqual([
      ['2026-11-02', 'store'],
      ['2026-11-03', 'train'],
      ['2026-11-04', 'live'],
      ...['05', '06', '09', '10', '11', '12', '13'].map((day) => [`2026-11-${day}`, 'store']),
    ]);
    expect(tally).toMatchObject({
      rows: 8 * 50 + 3 + 110,
      days: { train: 1, live: 1, store: 8 },
      unresolved: { unknown: 1 },
      rowsWithoutMarket: 0,
      first: '2026-11-02',
      last: '2026-11-13',
    });
    const at = (row: number) => row + 50;
    expect([0, 1, 2].map((row) => textColumn(table, 'ucid')[at(row)])).toEqual(['1', '2', null]);
    expect([0, 1, 2].map((row) => numberColumn(table, 'feature_a')[at(row)])).toEqual([0, 0.25, 0.5]);
    expect([0, 1, 2].map((row) => numberColumn(table, 'target_20')[at(row)])).toEqual([0.5, NaN, 0.5]);
    expect(numberColumn(table, 'market_cap_rank')[at(2)]).toBeNaN();
    // Two tokens are known: their ranks are among these two.
    expect([0, 1].map((row) => numberColumn(table, 'market_cap_rank')[at(row)]).sort()).toEqual([0.25, 0.75]);
    expect(numberColumn(table, 'feature_a')[at(3)]).toBe(0.75);
  });

  it('keeps rows of days without market data, and counts them', async () => {
    const training = given(train('2020-01-06', ['BTC', 'T1']));
    const { table, tally } = await exported(await filled(), { training, to: '2020-12-31' });
    expect(tally).toMatchObject({ rows: 2, rowsWithoutMarket: 2, days: { train: 1, live: 0, store: 0 } });
    expect(numberColumn(table, 'feature_a')).toEqual(Float64Array.of(0, 0.25));
    expect(numberColumn(table, 'momentum_5')).toEqual(Float64Array.of(NaN, NaN));
  });

  it('takes the ucids of a training file that has some', async () => {
    const training = given(train('2026-11-03', ['BTC', 'T1'], { ucid: [2, Number.NaN] }));
    const { table } = await exported(await filled(), { training, from: '2026-11-03', to: '2026-11-03' });
    expect(textColumn(table, 'ucid')).toEqual(['2', null]);
  });

  it('is in the range that was asked for', async () => {
    const { table, tally } = await exported(await filled(), { from: '2026-11-05', to: '2026-11-06', top: 3 });
    expect(daysOf(table)).toEqual(['2026-11-05', '2026-11-06']);
    expect(tally.rows).toBe(6);
  });
});

describe('the columns of the export', () => {
  it('are the whole catalogue and all tables of the user unless something else is asked for', async () => {
    const store = await filled();
    for (const [day, rows] of [
      ['2026-11-02', columnTable({ symbol: ['BTC'], old: [1], flow: [2] })],
      ['2026-11-03', columnTable({ symbol: ['BTC'], flow: [3] })],
    ] as const) {
      await importUserTable({ store, files: tableFiles }, { table: 'chain', day, rows });
    }
    const all = await exported(store, { features: undefined, to: '2026-11-02', top: 2 });
    expect(all.choice.market.length).toBeGreaterThan(60);
    expect(all.choice.user.map(({ name }) => name)).toEqual(['chain.flow']);
    const some = await exported(store, {
      features: ['momentum_*', 'rsi_14*_rank', 'chain.*', 'chain.old'],
      to: FROM,
    });
    expect(some.choice.market.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['momentum_5', 'momentum_60_skip_20', 'rsi_14_rank']),
    );
    expect(
      some.choice.market.every(({ name }) => name === 'rsi_14_rank' || !/_(rank|gauss|bin)$/.test(name)),
    ).toBe(true);
    expect(some.choice.user.map(({ name }) => name)).toEqual(['chain.flow', 'chain.old']);
    expect(numberColumn(some.table, 'chain.old').filter((value) => value === 1)).toHaveLength(1);
    expect(JSON.parse(all.metadata['autopilot.features']!).features).toContainEqual({
      name: 'momentum_5',
      version: all.choice.market.find(({ name }) => name === 'momentum_5')!.version,
    });
  });

  it('are refused when the catalogue has no such name', async () => {
    await expect(exported(await filled(), { features: ['momentum_21'] })).rejects.toMatchObject({
      name: 'UsageError',
      code: 'unknown_feature',
      message: expect.stringMatching(/momentum_20/),
    });
  });

  it('are refused when no stored day of a table of the user has them, but not where that table has no day', async () => {
    const store = await filled();
    for (const [day, rows] of [
      ['2026-11-02', columnTable({ symbol: ['BTC'], old: [1], flow: [2] })],
      ['2026-11-03', columnTable({ symbol: ['BTC'], flow: [3] })],
    ] as const) {
      await importUserTable({ store, files: tableFiles }, { table: 'chain', day, rows });
    }
    const of = (name: string, range = {}) => exported(store, { features: ['momentum_5', name], ...range });
    for (const [name, told] of [
      ['chain.flaw', 'the nearest: chain.flow'],
      ['chain.ol', 'the nearest: chain.old'],
      ['chain.typo', 'it has: chain.flow, chain.old'],
    ] as const) {
      await expect(of(name)).rejects.toMatchObject({
        name: 'UsageError',
        code: 'unknown_feature',
        message: expect.stringMatching(new RegExp(`"${name}".*${told}$`)),
      });
    }
    // There on an older day than the range.
    const { choice } = await of('chain.old', { from: '2026-11-03' });
    expect(choice.user.map(({ name }) => name)).toEqual(['chain.old']);
    const late = { from: addDays('2026-11-04', settings.userMaxAgeDays), features: ['chain.typo'] };
    expect((await exported(store, late)).choice.user).toHaveLength(1);
    await expect(exported(store, { ...late, from: addDays(late.from, -1) })).rejects.toMatchObject({
      code: 'unknown_feature',
    });
  });

  it('are refused when nothing fits a pattern, but for those of Numerai, which come by themselves', async () => {
    const store = await filled();
    for (const pattern of ['momentun_*', 'chain.*']) {
      await expect(exported(store, { features: ['momentum_5', pattern] })).rejects.toMatchObject({
        name: 'UsageError',
        code: 'unknown_feature',
        message: expect.stringContaining(`"${pattern}"`),
      });
    }
    const { choice } = await exported(store, { features: ['momentum_5', 'feature_*'], to: FROM });
    expect(choice.market.map(({ name }) => name)).toEqual(['momentum_5']);
  });
});

it('what is exported does not change when later days are added', async () => {
  const [short, long] = [memoryStore(), memoryStore()];
  const days = [...walkingDays({ from: FROM, days: 30, tokens: 110 })];
  await storeDays(short, days.slice(0, 12));
  await storeDays(long, days);
  const to = addDays(FROM, 11);
  const [before, after] = [await exported(short, { to }), await exported(long, { to })];
  expect(after.table).toEqual(before.table);
});
