import { splitByDay } from '../domain/splitByDay.ts';
import type { Table } from '../domain/table.ts';
import { toUserDay, type UserDay } from '../domain/userDay.ts';
import type { UtcDay } from '../domain/utcDay.ts';
import { InputError, UsageError } from '../errors.ts';
import type { Files, Store } from '../ports.ts';

/** Without a dot: it divides a table from its column. */
const TABLE = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/;
const DAY_KEY = /^user\/[^/]+\/date=(\d{4}-\d\d-\d\d)\/[^/]+\.parquet$/;

type Shelf = { readonly store: Store; readonly files: Files };

export interface UserImport {
  readonly table: string;
  /** The day of all rows, for rows without a column `date`. */
  readonly day: UtcDay | undefined;
  /** The day it is: a later one cannot be over yet, so that its date is a slip. */
  readonly today?: UtcDay;
  readonly rows: Table;
}

export interface ImportedDay {
  readonly day: UtcDay;
  readonly rows: number;
  /** True when an earlier import of that day is gone now. */
  readonly replaced: boolean;
}

/**
 * Puts a user's own numbers into the store, one file a day; a day that was imported before is replaced whole.
 * Nothing is written unless all of it can be used.
 *
 * @returns oldest day first
 * @throws UsageError `usage` for a name that is none; InputError `user_table_invalid`
 */
export async function importUserTable(
  { store, files }: Shelf,
  { table, day, today, rows }: UserImport,
): Promise<ImportedDay[]> {
  if (!TABLE.test(table)) {
    const message = `${JSON.stringify(table)} is no table name: letters, digits, "_" or "-", no dot`;
    throw new UsageError('usage', message);
  }
  const days = splitByDay(rows, day);
  const last = days.at(-1)![0];
  if (today !== undefined && last > today) {
    const message = `the table cannot be used: it has numbers of ${last}, and today is ${today}`;
    const hint = 'Correct the date: it is the UTC day at whose end the numbers were known.';
    throw new InputError('user_table_invalid', message, { hint });
  }
  for (const [one, part] of days) toUserDay(part, one);
  const known = new Set(await store.list(`user/${table}/`));
  const imported: ImportedDay[] = [];
  for (const [one, part] of days) {
    const key = `user/${table}/date=${one}/import.parquet`;
    await store.put(key, await files.writeTable(part));
    imported.push({ day: one, rows: part.rows, replaced: known.has(key) });
  }
  return imported;
}

/** The files of a user's table, oldest day first. */
export async function userDayKeys(store: Store, table: string): Promise<{ key: string; day: UtcDay }[]> {
  const keys = await store.list(`user/${table}/`);
  return keys.flatMap((key) => {
    const day = DAY_KEY.exec(key)?.[1];
    return day === undefined ? [] : [{ key, day }];
  });
}

/**
 * The days of a user's table from `from` to `to`, both included.
 *
 * @returns oldest first; where a day has several files, one entry a file
 * @throws InputError `user_table_missing` when the store has nothing of that table, `user_table_invalid`
 */
export async function readUserDays(
  { store, files }: Shelf,
  { table, from, to }: { readonly table: string; readonly from: UtcDay; readonly to: UtcDay },
): Promise<UserDay[]> {
  const keys = await store.list(`user/${table}/`);
  if (keys.length === 0) throw new InputError('user_table_missing', `the store has no table ${table}`);
  const days: UserDay[] = [];
  for (const key of keys) {
    const day = DAY_KEY.exec(key)?.[1];
    if (day === undefined || day < from || day > to) continue;
    const stored = await store.get(key);
    if (stored) days.push(toUserDay(await files.readTable(stored.bytes), day));
  }
  refuseTwice(days, table);
  return days;
}

/** Two files of a day must not both have a number for a token: which of them counts is not ours to guess. */
function refuseTwice(days: readonly UserDay[], table: string): void {
  days.forEach((one, i) => {
    const before = days.slice(0, i).filter(({ day }) => day === one.day);
    for (const token of one.places.keys()) {
      if (!before.some(({ places }) => places.has(token))) continue;
      const message = `two files of ${table} on ${one.day} both have ${one.joinedBy} ${token}`;
      throw new InputError('user_table_invalid', message);
    }
  });
}
