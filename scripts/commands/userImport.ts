import { systemClock } from '../../shared/adapters/local/systemClock.ts';
import { isoDay } from '../../shared/domain/liveDate.ts';
import { utcDay } from '../../shared/domain/utcDay.ts';
import { UsageError } from '../../shared/errors.ts';
import { importUserTable } from '../../shared/pipeline/userTables.ts';
import type { CommandFunction } from '../invocation.ts';
import { lazyFiles } from '../lazyFiles.ts';
import { readTableInput } from '../readTableInput.ts';
import { openStore, placeOf } from '../wiring.ts';

interface ImportOptions {
  readonly file: string;
  readonly table: string;
  readonly date?: string;
}

/** Puts a user's own table into the store, where models and signals find its columns. */
export const userImport: CommandFunction<ImportOptions> = async (options, { paint }) => {
  const { file, table } = options;
  const day = dayOf(options.date);
  const rows = await readTableInput(file);
  const store = await openStore(placeOf(options));
  const today = utcDay(systemClock.now().getTime());
  const days = await importUserTable({ store, files: lazyFiles }, { table, day, today, rows });
  const columns = [...rows.columns.keys()].filter((name) => !['ucid', 'symbol', 'date'].includes(name));
  const replaced = days.filter((one) => one.replaced).length;
  const names = columns.map((column) => `${table}.${column}`);
  const span =
    days.length === 1 ? days[0]!.day : `${days.length} days, ${days[0]!.day} to ${days.at(-1)!.day}`;
  const text = [
    `${paint('bold', table)}: ${rows.rows} rows of ${span}${replaced > 0 ? `, ${replaced} of them replaced` : ''}`,
    `Features: ${names.join(', ')}`,
    `To submit a column as it is: "candidates": [{ "name": "${table}", "signal": "${names[0]}" }]`,
  ];
  return { document: { table, rows: rows.rows, features: names, days }, text: text.join('\n') };
};

function dayOf(text: string | undefined): string | undefined {
  if (text === undefined || isoDay(text) === text) return text;
  throw new UsageError('usage', `--date ${text} is no day; it looks like 2026-05-20`);
}
