import { InputError } from '../../errors.ts';
import { isoDay } from '../liveDate.ts';
import type { Column, Table } from '../table.ts';
import { utcDay } from '../utcDay.ts';
import { datedBlocks } from './datedBlocks.ts';
import { type Encoded, encodeColumns } from './encodeColumns.ts';
import { keyColumns, ROLE_NAMES, type ScoringTable, valueColumn } from './scoringColumns.ts';
import type { Series } from './series.ts';

/** What the tables say about one date; a side without rows of the date is empty. */
export interface DatedSeries {
  readonly date: string | undefined;
  readonly predictions: Series;
  readonly targets: Series;
  /** undefined without a Meta Model. */
  readonly metaModel: Series | undefined;
}

export interface ScoringTables {
  readonly predictions: Table;
  readonly targets: Table;
  readonly metaModel: Table | undefined;
}

/**
 * The tables taken apart by date, in the order of the dates, tokens as numbers in the order of their names.
 *
 * @throws InputError `score_column_unclear`, `score_key_missing`, `score_dates_differ`, `ids_repeated`
 */
export function* scoringDates({ predictions, targets, metaModel }: ScoringTables): Generator<DatedSeries> {
  const tables: ScoringTable[] = [
    { role: 'predictions', table: predictions },
    { role: 'targets', table: targets },
    ...(metaModel ? [{ role: 'metaModel' as const, table: metaModel }] : []),
  ];
  const ids = encodeColumns(keyColumns(tables), String);
  const dates = encodedDates(tables);
  const blocks = tables.map((one, at) => {
    const rows = { ids: ids.codes[at]!, dates: dates.codes[at]!, values: valueColumn(one) };
    requireKeys(rows.ids, `no symbol in the ${ROLE_NAMES[one.role]}`);
    requireKeys(rows.dates, `no readable date in the ${ROLE_NAMES[one.role]}`);
    return datedBlocks(rows, { idKeys: ids.keys, dateKeys: dates.keys });
  });
  for (const [at, date] of dates.keys.entries()) {
    const [predicted, target, meta] = blocks.map((block) => block(at));
    yield { date, predictions: predicted!, targets: target!, metaModel: meta };
  }
}

/** A table without dates is of the one date of the others, or all are of one that has no name. */
function encodedDates(
  tables: readonly ScoringTable[],
): Pick<Encoded, 'codes'> & { keys: readonly (string | undefined)[] } {
  const columns = tables.map(({ table }) => table.columns.get('date'));
  const dated = columns.filter((column) => column !== undefined);
  const { keys, codes } = encodeColumns(dated, dayKey);
  if (dated.length < tables.length && keys.length > 1) {
    const { role } = tables[columns.indexOf(undefined)]!;
    const message = `there is no column "date" in the ${ROLE_NAMES[role]}, the other tables have ${keys.length} dates`;
    throw new InputError('score_dates_differ', message);
  }
  const all = columns.map((column, at) =>
    column ? codes[dated.indexOf(column)]! : new Int32Array(tables[at]!.table.rows),
  );
  return { keys: keys.length === 0 ? [undefined] : keys, codes: all };
}

/** The same day has the same key, whether a file says it as a timestamp, a date or in ISO text. */
function dayKey(cell: string | number, kind: Column['kind']): string | undefined {
  if (typeof cell === 'string') return isoDay(cell) ?? cell;
  return kind === 'time' ? utcDay(cell) : String(cell);
}

function requireKeys(codes: Int32Array, problem: string): void {
  const missing = codes.reduce((count, code) => (code < 0 ? count + 1 : count), 0);
  if (missing === 0) return;
  throw new InputError('score_key_missing', `${missing} of ${codes.length} rows have ${problem}`);
}
