import { InputError } from '../../errors.ts';
import { columnsOf, type Ids, type Indexed, takeRows } from './series.ts';

/** Each side must keep at least 80 % of its rows. */
export const MAX_FILTERED_RATIO = 0.2;

/**
 * Both sides over the ids they have in common, sorted by id. A row with a missing value in any column counts as
 * not there, but still as one of the rows of which a share must remain.
 *
 * @throws InputError `too_few_common_ids` when more than `maxFilteredRatio` of the rows of a side would go (a side
 *   without rows included), `ids_repeated`
 * @see numerai/numerai-tools scoring.py `filter_sort_index`
 */
export function filterSortIndex<A extends Indexed, B extends Indexed>(
  a: A,
  b: B,
  maxFilteredRatio = MAX_FILTERED_RATIO,
): [A, B] {
  const rows = commonRows([a, b]);
  requireOverlap([a, b], rows[0]!.length, maxFilteredRatio);
  return [takeRows(a, rows[0]!), takeRows(b, rows[1]!)];
}

/**
 * As `filterSortIndex`, for any number of sides: the ids that all have in common.
 *
 * @throws InputError `too_few_common_ids`, `ids_repeated`
 * @see numerai/numerai-tools scoring.py `filter_sort_index_many`
 */
export function filterSortIndexMany(
  inputs: readonly Indexed[],
  maxFilteredRatio = MAX_FILTERED_RATIO,
): Indexed[] {
  const rows = commonRows(inputs);
  requireOverlap(inputs, rows[0]?.length ?? 0, maxFilteredRatio);
  return inputs.map((data, side) => takeRows(data, rows[side]!));
}

function requireOverlap(inputs: readonly Indexed[], common: number, maxFilteredRatio: number): void {
  const least = 1 - maxFilteredRatio;
  for (const { ids } of inputs) {
    // Written so that no rows at all, 0 / 0, is too few.
    if (common / ids.length >= least) continue;
    const sizes = inputs.map((data) => data.ids.length).join(' and ');
    const message = `${common} ids are in common of ${sizes} rows, at least ${percent(least)} of each side are required`;
    throw new InputError('too_few_common_ids', message);
  }
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

interface Side {
  readonly ids: Ids;
  /** In ascending order of their ids. */
  readonly rows: Int32Array;
  /** How many of the rows have been passed. */
  passed: number;
}

/** For each input the rows of the ids that all have, in the order of the ids: a merge of all sides. */
function commonRows(inputs: readonly Indexed[]): Int32Array[] {
  const sides = inputs.map((data): Side => ({ ids: data.ids, rows: completeRows(data), passed: 0 }));
  const first = sides[0];
  if (!first) return [];
  const common = sides.map(() => new Int32Array(first.rows.length));
  let count = 0;
  for (; first.passed < first.rows.length; first.passed++) {
    const id = first.ids[first.rows[first.passed]!]!;
    if (!reachAll(sides, id)) continue;
    for (let at = 0; at < sides.length; at++) common[at]![count] = sides[at]!.rows[sides[at]!.passed]!;
    count++;
  }
  return common.map((rows) => rows.subarray(0, count));
}

/** Passes the rows of smaller ids; true when every side is then at the id. */
function reachAll(sides: readonly Side[], id: string | number): boolean {
  for (const side of sides) {
    const { ids, rows } = side;
    while (side.passed < rows.length && ids[rows[side.passed]!]! < id) side.passed++;
    if (side.passed === rows.length || ids[rows[side.passed]!] !== id) return false;
  }
  return true;
}

/** Rows without a missing value, in ascending order of their ids. */
function completeRows(data: Indexed): Int32Array {
  const { ids } = data;
  const columns = columnsOf(data);
  const everyRow = new Int32Array(ids.length);
  let known = 0;
  for (let row = 0; row < ids.length; row++) if (isComplete(columns, row)) everyRow[known++] = row;
  const rows = everyRow.subarray(0, known);
  if (!isAscending(ids, rows)) rows.sort((x, y) => (ids[x]! < ids[y]! ? -1 : Number(ids[x]! > ids[y]!)));
  refuseRepeated(ids, rows);
  return rows;
}

function isComplete(columns: readonly Float64Array[], row: number): boolean {
  for (const values of columns) if (Number.isNaN(values[row]!)) return false;
  return true;
}

function isAscending(ids: Ids, rows: Int32Array): boolean {
  for (let at = 1; at < rows.length; at++) if (ids[rows[at - 1]!]! > ids[rows[at]!]!) return false;
  return true;
}

function refuseRepeated(ids: Ids, ascending: Int32Array): void {
  for (let at = 1; at < ascending.length; at++) {
    const id = ids[ascending[at]!];
    if (id === ids[ascending[at - 1]!]) {
      throw new InputError('ids_repeated', `the id "${id}" occurs more than once`);
    }
  }
}
