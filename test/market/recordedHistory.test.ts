import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { beforeAll, expect, it } from '@jest/globals';
import { addDays, type UtcDay } from '../../shared/domain/utcDay.ts';
import { type Bar, FIELDS } from '../../shared/market/bar.ts';
import { doubtsAbout } from '../../shared/market/doubts.ts';
import { suddenChanges } from '../../shared/market/suddenChanges.ts';
import { backfillMarket } from '../../shared/pipeline/backfillMarket.ts';
import { planBackfill } from '../../shared/pipeline/market/backfillPlan.ts';
import { historyDays } from '../../shared/pipeline/market/historyDays.ts';
import { openPanel } from '../../shared/pipeline/market/panelStore.ts';
import { limitOf } from '../support/limits.ts';
import { type MarketPlace, marketPlace } from '../support/marketPlace.ts';
import { type RecordedCmc, recordedCmc } from '../support/recordedCmc.ts';
import { describeSharedData } from '../support/sharedData.ts';
import { temporaryFolders } from '../support/temporaryFolders.ts';

const newFolder = temporaryFolders();
const FROM: UtcDay = '2018-10-08';
/** All 800 days take a minute: on request only. */
const DAYS = process.env.AUTOPILOT_TEST_WHOLE_HISTORY ? 800 : 30;
const python = process.env.AUTOPILOT_TEST_PYTHON;
const canCompare = python !== undefined && spawnSync(python, ['-c', 'import duckdb, pandas']).status === 0;

const asStored = (value: number) => (value > 0 ? value : Number.NaN);
const inOrder = (bars: readonly Bar[]) => [...bars].sort((a, b) => (a.ucid < b.ucid ? -1 : 1));

describeSharedData("CoinMarketCap's real history of 250 tokens, with its dirt", (folder) => {
  let recorded: RecordedCmc;
  let place: MarketPlace;
  let root: string;
  const to = addDays(FROM, DAYS - 1);
  beforeAll(async () => {
    recorded = recordedCmc(folder);
    root = newFolder();
    place = marketPlace(root);
    const ports = { ...place.ports, providers: [recorded.provider], indexes: [] };
    const range = { from: FROM, to, top: 1000, recheck: false };
    const plan = await planBackfill(ports, range, limitOf());
    const work = { plan, top: 1000, historyDays: 400, limit: limitOf() };
    expect(await backfillMarket(ports, work)).toMatchObject({ outcome: 'done', days: { done: DAYS } });
  }, 300_000);

  it('is stored number for number, but for zeros, which become unknown', async () => {
    let seen = 0;
    for await (const { day, bars } of historyDays(place.ports, { from: FROM, to })) {
      const told = inOrder(recorded.days.get(day)!);
      expect(bars.map(({ symbol }) => symbol)).toEqual(told.map(({ symbol }) => symbol));
      const numbers = (of: Bar) => FIELDS.map((field) => of[field]);
      expect(bars.map(numbers)).toEqual(told.map((one) => numbers(one).map(asStored)));
      seen += 1;
    }
    expect(seen).toBe(DAYS);
  });

  it('stands in the panel as it stands in the days', async () => {
    const panel = (await openPanel(place.ports))!;
    expect(panel.days).toBe(Math.min(DAYS, 400));
    const told = new Map(
      [...recorded.days].map(([day, bars]) => [day, new Map(bars.map((one) => [one.ucid, one]))]),
    );
    for (const field of FIELDS) {
      const wanted = panel.tracks.flatMap(({ ucid }) =>
        Array.from({ length: panel.days }, (_, i) =>
          asStored(told.get(addDays(panel.firstDay, i))!.get(ucid)?.[field] ?? Number.NaN),
        ),
      );
      expect(panel.fields[field]).toEqual(Float64Array.from(wanted));
    }
  });

  const compared = canCompare ? it : it.skip;
  const skipped = canCompare
    ? ''
    : ' (skipped: AUTOPILOT_TEST_PYTHON names no Python with duckdb and pandas)';
  compared(`is the same to DuckDB as the recording is to pandas${skipped}`, () => {
    const script = join(import.meta.dirname, '../python/market_replay.py');
    const recording = join(folder, 'market/cmc_daily_2018_2020.csv.gz');
    const report = execFileSync(python!, [script, root, recording, to], { encoding: 'utf8' });
    expect(JSON.parse(report)).toMatchObject({ days: DAYS, missingRows: 0, extraRows: 0, differing: 0 });
  });

  it('gives cause for doubt on the day of the great crash, and on no other', () => {
    const wild: UtcDay[] = [];
    let before: readonly Bar[] = [];
    for (const [day, bars] of [...recorded.days].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const doubts = doubtsAbout(bars, before, []);
      expect({ day, thin: doubts.thin, stale: doubts.stale }).toEqual({
        day,
        thin: undefined,
        stale: undefined,
      });
      if (doubts.wild) wild.push(day);
      before = bars;
    }
    expect(wild).toEqual(['2020-03-12']);
  });

  it('has the closes flagged that went tenfold or to a tenth in a day', () => {
    const days = [...recorded.days].sort(([a], [b]) => (a < b ? -1 : 1));
    const flags = days.flatMap(([day, bars], i) =>
      suddenChanges(bars, days[i - 1]?.[1] ?? []).map((one) => ({ day, ...one })),
    );
    expect(flags.map(({ day, ucid }) => `${day} ${ucid}`)).toEqual([
      '2019-02-26 ILC',
      '2020-03-06 EXMR',
      '2020-03-27 ELAMA',
      '2020-03-27 EXMR',
      '2020-07-30 SEELE',
      '2020-07-30 SPND',
    ]);
    for (const { reason } of flags) expect(reason).toMatch(/^close × /);
  });
});
