import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { tableFiles } from '../../shared/adapters/tableFiles.ts';
import { numberColumn, type Table, textColumn } from '../../shared/domain/table.ts';
import type { UtcDay } from '../../shared/domain/utcDay.ts';
import type { Bar } from '../../shared/market/bar.ts';
import { barsToTable } from '../../shared/market/barTable.ts';
import { indexesToTable } from '../../shared/market/indexTable.ts';
import type { MarketDay } from '../../shared/market/marketDay.ts';
import { MARKET_KEYS } from '../../shared/pipeline/market/marketKeys.ts';
import type { Store } from '../../shared/ports.ts';

/** A file of recorded market data, and the column its market caps are in. */
const FILES = {
  coinmarketcap: { file: 'cmc_daily_2018_2020.csv.gz', cap: 'market_cap_usd' },
  binance: { file: 'market_daily_2024_2026.csv.gz', cap: 'market_cap_usd_est' },
} as const;
export type RecordedSource = keyof typeof FILES;

/** Real days with their real dirt, oldest first. Tokens without a known ucid get one that no token has. */
export async function recordedDays(folder: string, source: RecordedSource): Promise<MarketDay[]> {
  const { file, cap } = FILES[source];
  const assets = await tableFiles.readTable(readFileSync(join(folder, 'market/assets.csv')));
  const known = new Map(zip(textColumn(assets, 'symbol'), textColumn(assets, 'ucid')));
  const bars = await tableFiles.readTable(readFileSync(join(folder, 'market', file)));
  const symbols = textColumn(bars, 'symbol') as readonly string[];
  const names = [...new Set(symbols)];
  const invented = new Map(names.map((symbol, i) => [symbol, String(9_000_000 + i)]));
  const ucids = new Map(names.map((symbol) => [symbol, known.get(symbol) ?? invented.get(symbol)!]));
  return byDay(textColumn(bars, 'date') as readonly string[], (row) => ({
    ucid: ucids.get(symbols[row]!)!,
    symbol: symbols[row]!,
    source,
    collectedAt: new Date('2026-03-19T00:40:00Z'),
    ...numbersOf(bars, cap, row),
  }));
}

/** The partitions only: what reads them all needs no panel. */
export async function storeDays(store: Store, days: readonly MarketDay[]): Promise<void> {
  for (const { day, bars, indexes } of days) {
    await store.put(MARKET_KEYS.bars(day), await tableFiles.writeTable(barsToTable(bars)));
    if (indexes.size === 0) continue;
    const told = { source: 'alternative.me', collectedAt: new Date(`${day}T23:59:00Z`) };
    const values = [...indexes].map(([name, value]) => ({ name, value, ...told }));
    await store.put(MARKET_KEYS.indexes(day), await tableFiles.writeTable(indexesToTable(values)));
  }
}

function byDay(dates: readonly string[], barOf: (row: number) => Bar): MarketDay[] {
  const rows = new Map<UtcDay, Bar[]>();
  for (const [row, day] of dates.entries()) {
    const bars = rows.get(day) ?? [];
    rows.set(day, bars);
    bars.push(barOf(row));
  }
  return [...rows.keys()].sort().map((day) => ({ day, bars: rows.get(day)!, indexes: new Map() }));
}

function numbersOf(bars: Table, cap: string, row: number) {
  const of = (name: string) => numberColumn(bars, name)[row]!;
  return {
    open: of('open'),
    high: of('high'),
    low: of('low'),
    close: of('close'),
    volumeUsd: of('volume_usd'),
    marketCapUsd: of(cap),
  };
}

function zip(
  keys: readonly (string | null)[],
  values: readonly (string | null)[],
): [string, string | null][] {
  return keys.map((key, i) => [key ?? '', values[i] ?? null]);
}
