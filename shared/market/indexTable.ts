import { type Column, numberColumn, type Table, textColumn, timeColumn } from '../domain/table.ts';
import { daysBetween, utcDay } from '../domain/utcDay.ts';
import { byText } from './byText.ts';
import type { MarketIndexValue } from './marketIndexValue.ts';
import type { Panel } from './panel.ts';

const DAY_MS = 86_400_000;

/** indexes.parquet of a day: name, value, source, collected_at; sorted by name. */
export function indexesToTable(values: readonly MarketIndexValue[]): Table {
  const sorted = [...values].sort((a, b) => byText(a.name, b.name));
  const columns = new Map<string, Column>([
    ['name', { kind: 'text', values: sorted.map(({ name }) => name) }],
    ['value', { kind: 'number', values: Float64Array.from(sorted, ({ value }) => value) }],
    ['source', { kind: 'text', values: sorted.map(({ source }) => source) }],
    [
      'collected_at',
      { kind: 'time', values: Float64Array.from(sorted, ({ collectedAt }) => collectedAt.getTime()) },
    ],
  ]);
  return { rows: sorted.length, columns };
}

/** @throws InputError `missing_column`, `wrong_column_type` */
export function tableToIndexes(table: Table): MarketIndexValue[] {
  const [names, sources] = ['name', 'source'].map((column) => textColumn(table, column));
  const [values, times] = [numberColumn(table, 'value'), timeColumn(table, 'collected_at')];
  return Array.from({ length: table.rows }, (_, i) => ({
    name: names![i] ?? '',
    value: values[i]!,
    source: sources![i] ?? '',
    collectedAt: new Date(times[i]!),
  }));
}

/** panel-indexes.parquet: date, name, value; a row for every number there is. */
export function panelIndexesToTable({ firstDay, indexes }: Pick<Panel, 'firstDay' | 'indexes'>): Table {
  const first = Date.parse(firstDay);
  const rows = [...indexes].flatMap(([name, values]) =>
    [...values].flatMap((value, i) => (Number.isNaN(value) ? [] : [{ name, value, ms: first + i * DAY_MS }])),
  );
  const columns = new Map<string, Column>([
    ['date', { kind: 'time', values: Float64Array.from(rows, ({ ms }) => ms) }],
    ['name', { kind: 'text', values: rows.map(({ name }) => name) }],
    ['value', { kind: 'number', values: Float64Array.from(rows, ({ value }) => value) }],
  ]);
  return { rows: rows.length, columns };
}

/**
 * The indexes of a panel from a table in that layout; days outside the panel are left out.
 *
 * @throws InputError `missing_column`, `wrong_column_type`
 */
export function tableToPanelIndexes(
  table: Table,
  { firstDay, days }: Pick<Panel, 'firstDay' | 'days'>,
): Map<string, Float64Array> {
  const names = textColumn(table, 'name');
  const [dates, values] = [timeColumn(table, 'date'), numberColumn(table, 'value')];
  const indexes = new Map<string, Float64Array>();
  for (const [row, name] of names.entries()) {
    const day = utcDay(dates[row]!);
    const at = day === undefined ? -1 : daysBetween(firstDay, day);
    if (name === null || at < 0 || at >= days) continue;
    const series = indexes.get(name) ?? new Float64Array(days).fill(Number.NaN);
    series[at] = values[row]!;
    indexes.set(name, series);
  }
  return indexes;
}
