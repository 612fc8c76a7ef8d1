import { tableFiles } from '../../shared/adapters/tableFiles.ts';
import { numberColumn, type Table, textColumn, timeColumn } from '../../shared/domain/table.ts';
import { utcDay } from '../../shared/domain/utcDay.ts';
import type { MarketDay } from '../../shared/market/marketDay.ts';
import { exportFeatures } from '../../shared/pipeline/features/exportFeatures.ts';
import { parseSettings } from '../../shared/settings.ts';
import { liveTable } from '../support/liveTable.ts';
import { memoryStore } from '../support/memoryStore.ts';
import { recordedDays, storeDays } from '../support/recordedHistory.ts';
import { recordingLog } from '../support/recordingLog.ts';
import { sharedData } from '../support/sharedFolder.ts';
import { walkingDays } from '../support/walkingDays.ts';

const settings = parseSettings({ slots: [{ name: 'example_model', candidates: ['base'] }] });
/** Days that are compared; all with AUTOPILOT_BENCH_DAYS=all. */
const DAYS = process.env.AUTOPILOT_BENCH_DAYS ?? '20';

/** Exported rows against live rows of the same days, cell by cell: the whole history against a panel of 400 days. */
export async function benchParity(): Promise<void> {
  const invented = [...walkingDays({ from: '2025-01-01', days: 500, tokens: 150 })];
  await compare('invented history', invented);
  if (!sharedData) return console.log('(no recorded market beside the repository)');
  await compare('CoinMarketCap 2018–2020', await recordedDays(sharedData, 'coinmarketcap'));
  await compare('Binance 2024–2026', await recordedDays(sharedData, 'binance'));
}

async function compare(what: string, history: readonly MarketDay[]): Promise<void> {
  const store = memoryStore();
  await storeDays(store, history);
  const exported = exportFeatures(
    { store, files: tableFiles, log: recordingLog() },
    { settings, features: ['*', 'momentum_20_rank', 'beta_60_gauss', 'turnover_20_bin'] },
  );
  const { parts, choice } = await exported;
  const names = choice.market.map(({ name }) => name);
  const chosen = chosenDays(history);
  const found = { days: 0, cells: 0, known: 0, differing: 0 };
  for await (const part of parts) {
    for (const [day, rows] of daysOf(part)) {
      if (!chosen.has(day)) continue;
      const text = (name: string) => rows.map((row) => textColumn(part, name)[row] ?? '');
      const live = await liveTable({ history, day, symbols: text('symbol'), ucids: text('ucid') }, names);
      found.days++;
      for (const name of names) {
        count(found, numberColumn(live, name), { column: numberColumn(part, name), rows });
      }
    }
  }
  const { days, cells, known, differing } = found;
  console.log(
    `${what.padEnd(26)} ${days} days, ${cells} cells (${known} with a number): ${differing} differ in a bit`,
  );
}

function count(
  found: { cells: number; known: number; differing: number },
  live: Float64Array,
  { column, rows }: { column: Float64Array; rows: readonly number[] },
): void {
  for (const [at, row] of rows.entries()) {
    found.cells++;
    if (!Number.isNaN(live[at]!)) found.known++;
    if (!Object.is(live[at], column[row])) found.differing++;
  }
}

function chosenDays(history: readonly MarketDay[]): ReadonlySet<string> {
  const weekdays = history.map(({ day }) => day).filter((day) => ![0, 6].includes(new Date(day).getUTCDay()));
  if (DAYS === 'all') return new Set(weekdays);
  const step = Math.max(1, Math.floor(weekdays.length / Number(DAYS)));
  return new Set(weekdays.filter((_, i) => (weekdays.length - 1 - i) % step === 0).slice(-Number(DAYS)));
}

function daysOf(part: Table): Map<string, number[]> {
  const days = new Map<string, number[]>();
  for (const [row, ms] of timeColumn(part, 'date').entries()) {
    const day = utcDay(ms)!;
    const rows = days.get(day) ?? [];
    days.set(day, rows);
    rows.push(row);
  }
  return days;
}
