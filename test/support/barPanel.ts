import { join, resolve } from 'node:path';
import { daysBetween } from '../../shared/domain/utcDay.ts';
import { FIELDS, type Field } from '../../shared/market/bar.ts';
import type { Panel } from '../../shared/market/panel.ts';
import { csvRows, numberIn } from './csvRows.ts';

type Row = Readonly<Record<string, string>>;

const COLUMNS: Readonly<Record<Field, string>> = {
  open: 'open',
  high: 'high',
  low: 'low',
  close: 'close',
  volumeUsd: 'volume_usd',
  marketCapUsd: 'market_cap_usd',
};

/** Daily bars as a panel, one track a token. */
export function barPanel(
  rows: readonly Row[],
  { key, columns = COLUMNS }: { readonly key: string; readonly columns?: Readonly<Record<Field, string>> },
): Panel {
  const dates = rows.map(({ date }) => date!).sort();
  const firstDay = dates[0]!;
  const days = daysBetween(firstDay, dates.at(-1)!) + 1;
  const places = new Map([...new Set(rows.map((row) => row[key]!))].map((ucid, track) => [ucid, track]));
  const fields = Object.fromEntries(
    FIELDS.map((field) => [field, new Float64Array(places.size * days).fill(Number.NaN)]),
  ) as Record<Field, Float64Array>;
  for (const row of rows) {
    const at = places.get(row[key]!)! * days + daysBetween(firstDay, row.date!);
    for (const field of FIELDS) fields[field][at] = numberIn(row[columns[field]]);
  }
  const tracks = [...places.keys()].map((ucid) => ({ ucid, source: 'coinmarketcap' }));
  return { firstDay, days, tracks, fields, indexes: new Map() };
}

/** The bars of test/golden/features, as make.py invented them. */
export function goldenPanel(): Panel {
  const folder = resolve(import.meta.dirname, '../golden/features');
  const panel = barPanel(csvRows(join(folder, 'bars.csv')), { key: 'ucid' });
  const index = new Float64Array(panel.days).fill(Number.NaN);
  for (const { date, value } of csvRows(join(folder, 'fear_greed.csv'))) {
    index[daysBetween(panel.firstDay, date!)] = numberIn(value);
  }
  return { ...panel, indexes: new Map([['fear_greed', index]]) };
}

/** The two real histories, BTC as ucid 1; their Fear & Greed is invented: no real one is at hand. */
export function realPanels(data: string): readonly { readonly name: string; readonly panel: Panel }[] {
  const folder = join(data, 'market');
  return [
    { name: '2024 to 2026', file: 'market_daily_2024_2026.csv.gz', cap: 'market_cap_usd_est' },
    { name: '2018 to 2020', file: 'cmc_daily_2018_2020.csv.gz', cap: 'market_cap_usd' },
  ].map(({ name, file, cap }) => {
    const rows = csvRows(join(folder, file)).map((row) => ({
      ...row,
      ucid: row.symbol === 'BTC' ? '1' : `s${row.symbol}`,
    }));
    const panel = barPanel(rows, { key: 'ucid', columns: { ...COLUMNS, marketCapUsd: cap } });
    const index = Float64Array.from({ length: panel.days }, (_, i) =>
      i % 50 === 7 ? Number.NaN : 50 + Math.round(40 * Math.sin(i / 9)),
    );
    return { name, panel: { ...panel, indexes: new Map([['fear_greed', index]]) } };
  });
}
