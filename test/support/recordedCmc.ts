import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { UtcDay } from '../../shared/domain/utcDay.ts';
import { type Bar, FIELDS } from '../../shared/market/bar.ts';
import type { MarketData } from '../../shared/ports.ts';
import { bar } from './fakeMarket.ts';

const COLUMNS = ['open', 'high', 'low', 'close', 'volume_usd', 'market_cap_usd'];

export interface RecordedCmc {
  /** CoinMarketCap as it was: day → what it told, zeros and all; '' is NaN. */
  readonly days: ReadonlyMap<UtcDay, readonly Bar[]>;
  /** The same as a provider that has views of past days, the largest tokens first. */
  readonly provider: MarketData;
}

/** What CoinMarketCap told of 250 tokens on the 800 days from 2018-10-08 on. Ucids are invented: symbols, which were unique. */
export function recordedCmc(folder: string): RecordedCmc {
  const text = gunzipSync(readFileSync(join(folder, 'market/cmc_daily_2018_2020.csv.gz'))).toString();
  const [header = '', ...lines] = text.trimEnd().split('\n');
  const names = header.split(',');
  const at = COLUMNS.map((name) => names.indexOf(name));
  const days = new Map<UtcDay, Bar[]>();
  for (const line of lines) {
    const cells = line.split(',');
    const [symbol = '', day = ''] = cells;
    const numbers = at.map((i, field) => [FIELDS[field]!, cells[i] === '' ? Number.NaN : Number(cells[i])]);
    const told = bar({ ucid: symbol, symbol, ...Object.fromEntries(numbers) });
    days.set(day, [...(days.get(day) ?? []), told]);
  }
  return { days, provider: asProvider(days) };
}

function asProvider(days: RecordedCmc['days']): MarketData {
  return {
    source: 'coinmarketcap',
    fields: FIELDS,
    crossSection: async ({ day, top }) =>
      [...(days.get(day) ?? [])].sort((a, b) => (b.marketCapUsd || 0) - (a.marketCapUsd || 0)).slice(0, top),
    history: async () => [],
    costOf: () => ({ requests: 0, credits: 0 }),
    tokens: async () => [],
    allowance: async () => undefined,
  };
}
