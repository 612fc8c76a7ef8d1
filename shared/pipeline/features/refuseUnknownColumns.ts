import type { UserColumn } from '../../domain/featureOrigin.ts';
import { toUserDay } from '../../domain/userDay.ts';
import type { UtcDay } from '../../domain/utcDay.ts';
import { UsageError } from '../../errors.ts';
import { nearestNames } from '../../models/nearestNames.ts';
import type { StorePorts } from '../market/marketPorts.ts';
import { userDayKeys } from '../userTables.ts';

/** Columns that are named when none is like the one that was asked for. */
const NAMED = 5;

interface Range {
  readonly from: UtcDay;
  /** Included. */
  readonly to: UtcDay;
}

/**
 * Refuses columns that no stored day of their table has: they would be exported empty. Of a table without a day in the
 * range nothing is said, for there everything is empty.
 *
 * @throws UsageError `unknown_feature` with the nearest names there are; InputError `user_table_invalid`
 */
export async function refuseUnknownColumns(
  ports: StorePorts,
  wanted: readonly UserColumn[],
  { from, to }: Range,
): Promise<void> {
  for (const table of new Set(wanted.map((one) => one.table))) {
    const keys = await userDayKeys(ports.store, table);
    if (!keys.some(({ day }) => day >= from && day <= to)) continue;
    const asked = wanted.filter((one) => one.table === table);
    const known = await columnsUntil(ports, keys, asked);
    const unknown = asked.find(({ column }) => !known.has(column));
    if (unknown) throw refusal(unknown, [...known]);
  }
}

/** The columns of a table, from its newest day back until all that are asked for have been seen. */
async function columnsUntil(
  { store, files }: StorePorts,
  keys: readonly { readonly key: string; readonly day: UtcDay }[],
  asked: readonly UserColumn[],
): Promise<ReadonlySet<string>> {
  const known = new Set<string>();
  for (const { key, day } of keys.toReversed()) {
    if (asked.every(({ column }) => known.has(column))) break;
    const stored = await store.get(key);
    if (!stored) continue;
    const { columns } = toUserDay(await files.readTable(stored.bytes), day);
    for (const column of columns.keys()) known.add(column);
  }
  return known;
}

function refusal({ name, table, column }: UserColumn, known: readonly string[]): UsageError {
  const near = nearestNames(column, known);
  const named = (near.length > 0 ? near : known.slice(0, NAMED)).map((one) => `${table}.${one}`);
  const hint = `${near.length > 0 ? 'the nearest' : 'it has'}: ${named.join(', ')}`;
  const message = `there is no feature "${name}": no stored day of the table ${table} has that column; ${hint}`;
  return new UsageError('unknown_feature', message, { hint: COLUMNS });
}

const COLUMNS =
  'A name of your own is <table>.<column>, as `user import` printed it; upper and lower case differ.';
