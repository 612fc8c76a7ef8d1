import type { Column, Table } from '../../domain/table.ts';
import type { DayUniverse } from './dayUniverse.ts';
import type { ExportTally } from './exportTally.ts';
import type { FeatureChoice, tokenFeatures } from './tokenFeatures.ts';

export interface PartColumns {
  /** Numerai's, taken from the universes' own rows. */
  readonly numerai: readonly string[];
  readonly choice: FeatureChoice;
}

/**
 * The rows of some days: who and when, Numerai's columns, market features, columns of the user's tables.
 *
 * @param features the days' `tokenFeatures`, which are taken
 */
export function exportPart(
  days: readonly DayUniverse[],
  features: ReturnType<typeof tokenFeatures>,
  { numerai, choice }: PartColumns,
): Table {
  const rows = days.reduce((sum, { symbols }) => sum + symbols.length, 0);
  const names = [
    ...numerai,
    ...choice.market.map(({ name }) => name),
    ...choice.user.map(({ name }) => name),
  ];
  const numbers = new Map(names.map((name) => [name, new Float64Array(rows).fill(Number.NaN)]));
  let at = 0;
  for (const day of days) {
    const own = numerai.map((name) => [name, numbersOf(day.rows?.columns.get(name))] as const);
    for (const [name, values] of [...own, ...features.next().value!]) {
      if (values) numbers.get(name)!.set(values, at);
    }
    at += day.symbols.length;
  }
  return { rows, columns: new Map([...identities(days), ...[...numbers].map(numberColumn)]) };
}

function identities(days: readonly DayUniverse[]): [string, Column][] {
  const text = (read: (day: DayUniverse) => readonly (string | null)[]): Column => ({
    kind: 'text',
    values: days.flatMap(read),
  });
  const dates = days.flatMap(({ day, symbols }) => symbols.map(() => Date.parse(day)));
  return [
    ['date', { kind: 'time', values: Float64Array.from(dates) }],
    ['ucid', text(({ ucids }) => ucids.map((ucid) => ucid || null))],
    ['symbol', text(({ symbols }) => symbols)],
    ['universe_source', text(({ source, symbols }) => symbols.map(() => source))],
  ];
}

function numbersOf(column: Column | undefined): Float64Array | undefined {
  return column?.kind === 'number' ? column.values : undefined;
}

function numberColumn([name, values]: [string, Float64Array]): [string, Column] {
  return [name, { kind: 'number', values }];
}

/** Adds a part's rows and numbers to what was counted so far. */
export function countPart(tally: ExportTally, days: readonly DayUniverse[], part: Table): void {
  tally.first ??= days[0]?.day;
  tally.last = days.at(-1)?.day ?? tally.last;
  tally.rows += part.rows;
  for (const { source } of days) tally.days[source]++;
  for (const [name, column] of part.columns) {
    if (column.kind !== 'number') continue;
    let filled = 0;
    for (const value of column.values) if (!Number.isNaN(value)) filled++;
    tally.filled.set(name, (tally.filled.get(name) ?? 0) + filled);
  }
}
