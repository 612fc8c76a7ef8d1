import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { addDays, daysBetween, type UtcDay } from '../../../shared/domain/utcDay.ts';
import type { MarketSource, MarketToken, Quote } from './marketSource.ts';

const ASSETS = 'assets.csv';
const BARS = 'market_daily_2024_2026.csv.gz';

/**
 * A recorded market: the tokens of `assets.csv` that have a ucid and their days in `market_daily_2024_2026.csv.gz`.
 * With `lastDay` all days are moved so that the newest recorded one is that day.
 *
 * @throws Error of the file system when the folder does not hold both files
 */
export async function recordedMarket(folder: string, lastDay?: UtcDay): Promise<MarketSource> {
  const assets = rowsOf((await readFile(join(folder, ASSETS))).toString('utf8'));
  const bars = rowsOf(gunzipSync(await readFile(join(folder, BARS))).toString('utf8'));
  const days = daysBySymbol(bars);
  const newest = [...days.values()]
    .flatMap((one) => [...one.keys()].at(-1)!)
    .sort()
    .at(-1)!;
  const shift = lastDay === undefined ? 0 : daysBetween(newest, lastDay);
  const tokens = assets.filter(({ ucid }) => ucid !== '').map((asset) => tokenOf(asset, shift, newest));
  return {
    tokens,
    quote: ({ symbol }, day) => days.get(symbol)?.get(addDays(day, -shift)),
  };
}

type Row = Readonly<Record<string, string>>;

/** A small file of known origin: no quotes. */
function rowsOf(text: string): Row[] {
  const [head = '', ...lines] = text.trim().split('\n');
  const names = head.split(',');
  return lines.map((line) => {
    const cells = line.split(',');
    return Object.fromEntries(names.map((name, i) => [name, cells[i] ?? '']));
  });
}

function daysBySymbol(rows: readonly Row[]): Map<string, Map<UtcDay, Quote>> {
  const bySymbol = new Map<string, Map<UtcDay, Quote>>();
  for (const row of rows) {
    const days = bySymbol.get(row.symbol!) ?? new Map<UtcDay, Quote>();
    bySymbol.set(row.symbol!, days.set(row.date!, quoteOf(row)));
  }
  return bySymbol;
}

function quoteOf(row: Row): Quote {
  const of = (name: string) => (row[name] ? Number(row[name]) : Number.NaN);
  return {
    open: of('open'),
    high: of('high'),
    low: of('low'),
    close: of('close'),
    volumeUsd: of('volume_usd'),
    marketCapUsd: of('market_cap_usd_est'),
  };
}

function tokenOf(row: Row, shift: number, newest: UtcDay): MarketToken {
  const { ucid, symbol, cmc_name: name, contract_multiplier: lot, first_date, last_date } = row;
  return {
    ucid: ucid!,
    symbol: symbol!,
    name: name!,
    slug: `${name!.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-')}-${ucid}`,
    contract: undefined,
    firstDay: addDays(first_date!, shift),
    lastDay: last_date === newest ? undefined : addDays(last_date!, shift),
    lot: lot === '1000' || lot === '1000000' ? (Number(lot) as 1000 | 1_000_000) : 1,
  };
}
