import { dayAt } from '../../domain/dayAt.ts';
import { requireColumns, type Table } from '../../domain/table.ts';
import { sliceTable, stackTables } from '../../domain/tableRows.ts';
import type { UtcDay } from '../../domain/utcDay.ts';
import { InputError } from '../../errors.ts';

/** The rows of one day of a training file. */
export interface TrainingDay {
  readonly day: UtcDay;
  readonly rows: Table;
}

/**
 * A training file day by day; no more of it is held than a block and a day.
 *
 * @param blocks the file's rows in their order, a few thousand at a time
 * @throws InputError `training_table_unusable` for a row without a readable date, or when the days are not in order
 */
export async function* trainingDays(
  blocks: AsyncIterable<Table>,
): AsyncGenerator<TrainingDay, void, undefined> {
  let open: TrainingDay | undefined;
  for await (const block of blocks) {
    for (const next of daysOf(block)) {
      if (open && next.day < open.day) {
        throw unusable(`rows of ${next.day} come after rows of ${open.day}`);
      }
      if (open?.day === next.day) open = { day: open.day, rows: stackTables([open.rows, next.rows]) };
      else {
        if (open) yield open;
        open = next;
      }
    }
  }
  if (open) yield open;
}

/** Stretches of rows of the same day. */
function* daysOf(block: Table): Generator<TrainingDay> {
  requireColumns([...block.columns.keys()], ['symbol', 'date']);
  const dates = block.columns.get('date')!;
  let start = 0;
  for (let row = 1; row <= block.rows; row++) {
    if (row < block.rows && Object.is(dates.values[row], dates.values[start])) continue;
    const day = dayAt(dates, start);
    if (day === undefined) throw unusable(`its column "date" holds ${dates.values[start]}`);
    yield { day, rows: sliceTable(block, { start, end: row }) };
    start = row;
  }
}

function unusable(why: string): InputError {
  return new InputError('training_table_unusable', `the training file cannot be joined: ${why}`);
}
