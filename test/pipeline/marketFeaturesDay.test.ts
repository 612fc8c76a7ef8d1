import { describe, expect, it } from '@jest/globals';
import { tableFiles } from '../../shared/adapters/tableFiles.ts';
import { buildSubmission } from '../../shared/domain/buildSubmission.ts';
import { numberColumn } from '../../shared/domain/table.ts';
import { addDays, type UtcDay } from '../../shared/domain/utcDay.ts';
import { computeFeatures } from '../../shared/features/computeFeatures.ts';
import { crossSection } from '../../shared/features/crossSection.ts';
import { findColumns } from '../../shared/features/findColumns.ts';
import { assemblePanel } from '../../shared/market/assemblePanel.ts';
import type { Bar } from '../../shared/market/bar.ts';
import { pushModel } from '../../shared/pipeline/pushModel.ts';
import type { Store } from '../../shared/ports.ts';
import { columnTable } from '../support/columnTable.ts';
import { type Day, useDay } from '../support/day.ts';
import { linearFile, pushLinear } from '../support/linearDay.ts';
import { inventedDays, storeMarket } from '../support/marketHistory.ts';

/** The round opens on the 24th: its live file is of the day before. */
const LIVE_DAY = '2026-11-23';
/** As far back as the features below look. */
const FROM = '2026-11-01';
const OURS = { momentum_20_rank: 1, volatility_10: -0.5, feature_momentum_60d: 0.01 };
const SETTINGS = { slots: [{ name: 'example_model', candidates: ['ours', 'base'] }] };
const begin = useDay();

async function sentSignal(day: Day, at = 0): Promise<Float64Array> {
  return numberColumn(await tableFiles.readTable(day.numerai.uploaded(day.created()[at]!)!), 'signal');
}

async function expectFallback(day: Day, code: string, message: RegExp): Promise<void> {
  const document = await day.tick();
  expect(document).toMatchObject({
    outcome: 'degraded',
    slots: [{ outcome: 'submitted', candidate: 'base', degraded: true, accepted: 300 }],
  });
  const [attempt] = (await day.record()).attempts;
  expect(attempt).toMatchObject({ passedOver: [{ candidate: 'ours', code }] });
  expect(JSON.stringify(attempt)).toMatch(message);
}

describe('a model of market features', () => {
  it('is fed with what the store says of the live day, joined by ucid', async () => {
    const day = await begin({ settings: SETTINGS });
    await pushLinear(day, 'ours', OURS);
    const history = await storeMarket(day.store, { from: FROM, to: LIVE_DAY });
    expect(await day.tick()).toMatchObject({
      outcome: 'submitted',
      slots: [{ candidate: 'ours', degraded: false, accepted: 300 }],
    });
    const live = (await day.ports.numerai.liveFile(LIMIT)).table;
    const ucids = live.columns.get('ucid')!.values as string[];
    const columns = findColumns(['momentum_20_rank', 'volatility_10']);
    const of = { columns, from: LIVE_DAY, to: LIVE_DAY, sources: ['coinmarketcap', 'binance'] };
    const block = computeFeatures(assemblePanel(history), of);
    const [momentum, volatility] = crossSection(block, columns, { day: LIVE_DAY, ucids });
    const own = numberColumn(live, 'feature_momentum_60d');
    const raw = momentum!.map((value, row) => {
      return value * OURS.momentum_20_rank + volatility![row]! * OURS.volatility_10 + own[row]! * 0.01;
    });
    const { submission } = buildSubmission(await day.numerai.live.symbols(), raw);
    expect(await sentSignal(day)).toEqual(submission.values);
  });

  it('never sees a later day than the live file, although the store has it', async () => {
    const signals: Float64Array[] = [];
    for (const to of [LIVE_DAY, '2026-11-26']) {
      const day = await begin({ settings: SETTINGS });
      await pushLinear(day, 'ours', OURS);
      await storeMarket(day.store, { from: FROM, to });
      expect((await day.tick()).slots[0]).toMatchObject({ candidate: 'ours', degraded: false });
      signals.push(await sentSignal(day));
      await day.close();
    }
    expect(signals[1]).toEqual(signals[0]);
  });

  it('gives way, and the round is sent by the next candidate, when the store lacks the live day', async () => {
    const day = await begin({ settings: SETTINGS });
    await pushLinear(day, 'ours', OURS);
    await expectFallback(day, 'market_stale', /the market store is empty, the live file is of 2026-11-23/);
    await day.close();

    const late = await begin({ settings: SETTINGS });
    await pushLinear(late, 'ours', OURS);
    await storeMarket(late.store, { from: FROM, to: '2026-11-21' });
    await expectFallback(late, 'market_stale', /ends on 2026-11-21, the live file is of 2026-11-23/);
  });

  it('takes its place after all as soon as the live day is there', async () => {
    const day = await begin({ settings: SETTINGS });
    await pushLinear(day, 'ours', OURS);
    await storeMarket(day.store, { from: FROM, to: '2026-11-22' });
    expect((await day.tick()).slots[0]).toMatchObject({ candidate: 'base', degraded: true });
    await storeMarket(day.store, { from: LIVE_DAY, to: LIVE_DAY });
    day.clock.set(new Date('2026-11-24T12:10:00Z'));
    expect((await day.tick()).slots[0]).toMatchObject({
      outcome: 'submitted',
      candidate: 'ours',
      degraded: false,
    });
    expect(day.created()).toEqual([expect.stringMatching(/-base-/), expect.stringMatching(/-ours-/)]);
  });

  it('gives way when too few tokens have market features, however many of Numerai they have', async () => {
    const tick = async (closed: (bar: Bar, day: UtcDay) => boolean) => {
      const day = await begin({ settings: SETTINGS });
      await pushLinear(day, 'ours', { ...OURS, feature_volatility_20d: 0.1, feature_sharpe_ratio_60d: 0.1 });
      const edit = (bar: Bar, of: UtcDay) => (closed(bar, of) ? undefined : bar);
      await storeMarket(day.store, { from: FROM, to: LIVE_DAY, edit });
      return day;
    };
    const day = await tick((bar, of) => of === LIVE_DAY && Number(bar.ucid) % 7 === 0);
    await expectFallback(day, 'coverage_too_low', /features exist for 2\d\d of 300 tokens, 270 are required/);
    await day.close();
    const enough = await tick((bar, of) => of === LIVE_DAY && Number(bar.ucid) % 20 === 0);
    const { slots } = await enough.tick();
    expect(slots[0]).toMatchObject({ candidate: 'ours', outcome: 'submitted' });
  });

  it('is not fed with features that are computed otherwise than in training', async () => {
    const day = await begin({ settings: SETTINGS });
    await storeMarket(day.store, { from: FROM, to: LIVE_DAY });
    await pushTrained(day.store, new Map([['momentum_20_rank', '0']]));
    await expectFallback(day, 'feature_version_mismatch', /momentum_20_rank was 0, now 1/);
  });

  it('gives way, when its features are not known, to the next', async () => {
    const day = await begin({ settings: SETTINGS });
    await storeMarket(day.store, { from: FROM, to: LIVE_DAY });
    await pushLinear(day, 'ours', { momentum_21: 1 });
    await expectFallback(day, 'missing_features', /momentum_21/);
  });

  it('gets the days before the panel from the partitions when the panel is shorter than a lookback', async () => {
    const signals: Float64Array[] = [];
    for (const keep of [400, 5]) {
      const day = await begin({ settings: SETTINGS });
      await pushLinear(day, 'ours', OURS);
      await storeMarket(day.store, { from: FROM, to: LIVE_DAY, keep });
      expect((await day.tick()).slots[0]).toMatchObject({ candidate: 'ours', degraded: false });
      signals.push(await sentSignal(day));
      await day.close();
    }
    expect(signals[1]).toEqual(signals[0]);
  });

  it('is fed from the partition of the live day when the panel does not have it yet', async () => {
    const day = await begin({ settings: SETTINGS });
    await pushLinear(day, 'ours', OURS);
    await storeMarket(day.store, { from: FROM, to: addDays(LIVE_DAY, -1) });
    const panel = await day.store.get('market/panel.parquet');
    await storeMarket(day.store, { from: LIVE_DAY, to: LIVE_DAY });
    await day.store.put('market/panel.parquet', panel!.bytes);
    expect((await day.tick()).slots[0]).toMatchObject({ candidate: 'ours', degraded: false });
  });

  it('finds its tokens by symbol in a live file without ucids', async () => {
    const signals: Float64Array[] = [];
    for (const withUcids of [true, false]) {
      const day = await begin({ settings: SETTINGS });
      await pushLinear(day, 'ours', OURS);
      await storeMarket(day.store, { from: FROM, to: LIVE_DAY });
      const liveFile: Day['ports']['numerai']['liveFile'] = async (limit) => {
        const file = await day.ports.numerai.liveFile(limit);
        const columns = [...file.table.columns].filter(([name]) => withUcids || name !== 'ucid');
        return { ...file, table: { ...file.table, columns: new Map(columns) } };
      };
      await day.tick({ ports: { numerai: { ...day.ports.numerai, liveFile } } });
      expect(day.created()[0]).toMatch(/-ours-/);
      signals.push(await sentSignal(day));
      await day.close();
    }
    expect(signals[1]).toEqual(signals[0]);
  });

  it('has the panel read once a run, whatever the number of slots and models', async () => {
    const slots = ['example_model', 'second_model'].map((name) => ({ name, candidates: ['ours', 'too'] }));
    const day = await begin({ settings: { slots } });
    await pushLinear(day, 'ours', OURS);
    await storeMarket(day.store, { from: FROM, to: LIVE_DAY });
    const reads: string[] = [];
    const get: Store['get'] = (key) => {
      reads.push(key);
      return day.store.get(key);
    };
    await day.tick({ ports: { store: { ...day.store, get } } });
    expect(day.created()).toHaveLength(2);
    expect(reads.filter((key) => key === 'market/panel.parquet')).toHaveLength(1);
  });
});

const LIMIT = { retryUntil: new Date('2026-11-24T13:00:00Z'), signal: new AbortController().signal };

/** A model whose training table said which versions its features had. */
async function pushTrained(store: Store, versions: ReadonlyMap<string, string>): Promise<void> {
  const names = Object.keys(OURS);
  const sample = columnTable(Object.fromEntries(names.map((name) => [name, [0, 0.5, 1]])));
  const bytes = linearFile(OURS);
  const createdAt = new Date('2026-11-20T00:00:00Z');
  await pushModel(store, {
    name: 'ours',
    file: 'model.json',
    bytes,
    createdAt,
    training: { sample, versions },
  });
}

it('the invented history does not depend on where it begins', () => {
  const [long, short] = [
    inventedDays({ from: FROM, to: LIVE_DAY }),
    inventedDays({ from: LIVE_DAY, to: LIVE_DAY }),
  ];
  expect(long.at(-1)!.bars).toEqual(short[0]!.bars);
});
