import { featureOrigin, userColumnOf } from '../domain/featureOrigin.ts';
import { expectedLiveDay } from '../domain/freshness.ts';
import type { Column, Table } from '../domain/table.ts';
import type { Universe } from '../domain/universe.ts';
import type { UserDay } from '../domain/userDay.ts';
import { addDays, type UtcDay } from '../domain/utcDay.ts';
import { InputError } from '../errors.ts';
import { nearestNames } from '../models/nearestNames.ts';
import { DEFAULT_MARKET } from '../settings.ts';
import type { FeatureHistory, TokenSection } from './features/tokenFeatures.ts';
import type { Run } from './run.ts';
import { readUserDays } from './userTables.ts';

/**
 * The live file with what else is asked for: market features as of the live day, and columns of the user's tables as
 * they were known at its end. A name that there is nowhere is left out.
 *
 * @throws InputError `market_stale`, `market_damaged`, `user_table_missing`, `user_table_invalid`
 */
export async function tokenColumns(run: Run, universe: Universe, names: readonly string[]): Promise<Table> {
  const others = [...new Set(names)].filter((name) => featureOrigin(name) !== 'numerai');
  if (others.length === 0) return universe.table;
  // Loaded only where it is needed: a model that lives on Numerai's features starts without the catalogue.
  const { chooseFeatures, tokenFeatures } = await import('./features/tokenFeatures.ts');
  const choice = chooseFeatures(others);
  const day = liveDay(run, universe);
  const history: FeatureHistory = {
    panel: choice.market.length > 0 ? await panelOf(run, day) : undefined,
    sources: (run.settings.market ?? DEFAULT_MARKET).providers,
    userDays: await daysOfTables(run, { names: others, day }),
    userMaxAgeDays: run.settings.userMaxAgeDays,
  };
  const [found] = tokenFeatures(history, choice, [await sectionOf(run, universe, day)]);
  const columns = [...found!].map(([name, values]): [string, Column] => [name, { kind: 'number', values }]);
  return { rows: universe.table.rows, columns: new Map([...universe.table.columns, ...columns]) };
}

/** The day whose close the live file tells; where it does not say, the day it should be of. */
function liveDay({ round }: Run, { date }: Universe): UtcDay {
  return date ?? expectedLiveDay(round);
}

/** The panel is read once a run, whatever the number of models and slots. */
async function panelOf(run: Run, day: UtcDay) {
  const known = run.panels.get(day);
  if (known) return known;
  const panel = import('./features/livePanel.ts').then(({ livePanel }) => livePanel(run.ports, day));
  run.panels.set(day, panel);
  return panel;
}

async function sectionOf(run: Run, { symbols, ucids }: Universe, day: UtcDay): Promise<TokenSection> {
  if (ucids) return { day, symbols, ucids };
  const { symbolTokens } = await import('./features/symbolTokens.ts');
  return { day, symbols, ucids: await symbolTokens(run.ports, symbols, day) };
}

async function daysOfTables(
  run: Run,
  { names, day }: { readonly names: readonly string[]; readonly day: UtcDay },
): Promise<ReadonlyMap<string, readonly UserDay[]>> {
  const from = addDays(day, -run.settings.userMaxAgeDays);
  const columns = names.filter((name) => featureOrigin(name) === 'user').map(userColumnOf);
  const read = columns.map(async ({ table, column }) => {
    const days = await userDays(run, { table, from, to: day });
    refuseUnknown(days, { table, column });
    return [table, days] as const;
  });
  return new Map(await Promise.all(read));
}

/** A table is read once a run, whatever the number of its columns. */
function userDays(
  run: Run,
  wanted: { readonly table: string; readonly from: UtcDay; readonly to: UtcDay },
): Promise<readonly UserDay[]> {
  const known = run.userDays.get(wanted.table);
  if (known) return known;
  const days = readUserDays(run.ports, wanted);
  run.userDays.set(wanted.table, days);
  return days;
}

function refuseUnknown(days: readonly UserDay[], wanted: { table: string; column: string }): void {
  const { table, column } = wanted;
  if (days.length === 0 || days.some(({ columns }) => columns.has(column))) return;
  const known = [...new Set(days.flatMap(({ columns }) => [...columns.keys()]))];
  const near = nearestNames(column, known);
  const meant = near.length > 0 ? `; nearest: ${near.join(', ')}` : '';
  throw new InputError('user_table_missing', `the table ${table} has no column ${column}${meant}`);
}
