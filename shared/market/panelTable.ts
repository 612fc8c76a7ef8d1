import { type Column, numberColumn, type Table, textColumn, timeColumn } from '../domain/table.ts';
import { addDays, type UtcDay, utcDay } from '../domain/utcDay.ts';
import { FIELDS, type Field } from './bar.ts';
import { FIELD_COLUMNS } from './barTable.ts';
import type { Panel, Track } from './panel.ts';

const DAY_MS = 86_400_000;

/** panel.parquet: ucid, source, date and the six numbers; a row for every track and day with a number, in that order. */
export function panelToTable({ firstDay, days, tracks, fields }: Panel): Table {
  const cells = cellsWithNumbers(tracks.length * days, fields);
  const first = Date.parse(firstDay);
  const text = (read: (track: Track) => string): Column => ({
    kind: 'text',
    values: Array.from(cells, (cell) => read(tracks[Math.floor(cell / days)]!)),
  });
  const columns = new Map<string, Column>([
    ['ucid', text(({ ucid }) => ucid)],
    ['source', text(({ source }) => source)],
    ['date', { kind: 'time', values: Float64Array.from(cells, (cell) => first + (cell % days) * DAY_MS) }],
    ...FIELDS.map((field): [string, Column] => [
      FIELD_COLUMNS[field],
      { kind: 'number', values: Float64Array.from(cells, (cell) => fields[field][cell]!) },
    ]),
  ]);
  return { rows: cells.length, columns };
}

/**
 * The panel of a table in that layout, whatever the order of its rows; undefined for one without rows.
 *
 * @throws InputError `missing_column`, `wrong_column_type`
 */
export function tableToPanel(table: Table, indexes: Panel['indexes'] = new Map()): Panel | undefined {
  const [ucids, sources] = ['ucid', 'source'].map((name) => textColumn(table, name));
  const dates = timeColumn(table, 'date').map((ms) => Math.floor(ms / DAY_MS));
  const [first, last] = rangeOf(dates);
  if (last < first) return undefined;
  const days = last - first + 1;
  const { tracks, trackOf } = numberedTracks(ucids!, sources!);
  const fields = Object.fromEntries(
    FIELDS.map((field) => {
      const values = new Float64Array(tracks.length * days).fill(Number.NaN);
      const column = numberColumn(table, FIELD_COLUMNS[field]);
      for (let row = 0; row < table.rows; row++)
        values[trackOf[row]! * days + dates[row]! - first] = column[row]!;
      return [field, values];
    }),
  ) as Record<Field, Float64Array>;
  return { firstDay: utcDay(first * DAY_MS)!, days, tracks, fields, indexes };
}

/** Days of a panel with a number in any track. */
export function filledDays({ firstDay, days, tracks, fields }: Panel): Set<UtcDay> {
  const filled = new Uint8Array(days);
  for (const cell of cellsWithNumbers(tracks.length * days, fields)) filled[cell % days] = 1;
  return new Set(
    Array.from({ length: days }, (_, i) => i).flatMap((i) => (filled[i] ? addDays(firstDay, i) : [])),
  );
}

function cellsWithNumbers(count: number, fields: Panel['fields']): Uint32Array {
  const columns = FIELDS.map((field) => fields[field]);
  const cells = new Uint32Array(count);
  let found = 0;
  for (let cell = 0; cell < count; cell++) {
    for (const column of columns) {
      if (Number.isNaN(column[cell])) continue;
      cells[found++] = cell;
      break;
    }
  }
  return cells.subarray(0, found);
}

function rangeOf(days: Float64Array): [number, number] {
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const day of days) {
    if (day < first) first = day;
    if (day > last) last = day;
  }
  return [first, last];
}

/** Rows are sorted by track, so that the one before usually tells which it is. */
function numberedTracks(ucids: readonly (string | null)[], sources: readonly (string | null)[]) {
  const tracks: Track[] = [];
  const trackOf = new Uint32Array(ucids.length);
  const numbers = new Map<string, number>();
  let current = 0;
  for (let row = 0; row < ucids.length; row++) {
    const [ucid, source] = [ucids[row] ?? '', sources[row] ?? ''];
    if (tracks[current]?.ucid !== ucid || tracks[current]?.source !== source) {
      const key = `${source}\u0000${ucid}`;
      current = numbers.get(key) ?? tracks.push({ ucid, source }) - 1;
      numbers.set(key, current);
    }
    trackOf[row] = current;
  }
  return { tracks, trackOf };
}
