import { featureOrigin, userColumnOf } from '../../domain/featureOrigin.ts';
import type { UtcDay } from '../../domain/utcDay.ts';
import { UsageError } from '../../errors.ts';
import { CATALOGUE } from '../../features/catalogue.ts';
import { COMPUTED_FEATURES } from '../../features/computedFeatures.ts';
import { findColumns } from '../../features/findColumns.ts';
import { TRANSFORMS } from '../../features/transforms.ts';
import type { StorePorts } from '../market/marketPorts.ts';
import { readUserDays } from '../userTables.ts';
import { refuseUnknownColumns } from './refuseUnknownColumns.ts';
import type { FeatureChoice } from './tokenFeatures.ts';

/**
 * What a training table is to have beside Numerai's columns: the names, and what patterns with `*` stand for. A pattern
 * means features as they are, unless it ends in a transform, as `*_rank` does.
 *
 * @param wanted undefined for the whole catalogue and all tables of the user's
 * @param range days whose values of the user's tables may count
 * @throws UsageError `unknown_feature`; InputError `user_table_invalid`
 */
export async function exportChoice(
  ports: StorePorts,
  wanted: readonly string[] | undefined,
  range: { readonly from: UtcDay; readonly to: UtcDay },
): Promise<FeatureChoice> {
  const user = await userNames(ports);
  const known = [...COMPUTED_FEATURES.keys(), ...user];
  const names = wanted
    ? wanted.flatMap((name) => (name.includes('*') ? fittingNames(name, known) : name))
    : [...CATALOGUE.map(({ name }) => name), ...user];
  const of = (origin: string) => [...new Set(names)].filter((name) => featureOrigin(name) === origin);
  const choice = { market: findColumns(of('market')), user: of('user').map(userColumnOf) };
  await refuseUnknownColumns(ports, choice.user, range);
  return choice;
}

function fittingNames(pattern: string, known: readonly string[]): string[] {
  const names = known.filter(matching(pattern));
  // Numerai's columns come with its files, whatever is asked for.
  if (names.length > 0 || featureOrigin(pattern) === 'numerai') return names;
  throw new UsageError(
    'unknown_feature',
    `no feature, of the catalogue or of your own tables, fits "${pattern}"`,
  );
}

function matching(pattern: string): (name: string) => boolean {
  const parts = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  const fits = new RegExp(`^${parts.join('.*')}$`);
  const ending = endingOf(pattern);
  return (name) => fits.test(name) && endingOf(name) === ending;
}

/** The transform that a name ends in, if any. */
function endingOf(name: string): string | undefined {
  return Object.keys(TRANSFORMS).find((ending) => name.endsWith(`_${ending}`));
}

/** Columns of the newest day of every table of the user's. */
async function userNames(ports: StorePorts): Promise<string[]> {
  const newest = new Map<string, string>();
  for (const key of await ports.store.list('user/')) {
    const [, table, day] = /^user\/([^/]+)\/date=(\d{4}-\d\d-\d\d)\/[^/]+\.parquet$/.exec(key) ?? [];
    if (table !== undefined && day !== undefined && day > (newest.get(table) ?? '')) newest.set(table, day);
  }
  const names: string[] = [];
  for (const [table, day] of newest) {
    const days = await readUserDays(ports, { table, from: day, to: day });
    const columns = new Set(days.flatMap((one) => [...one.columns.keys()]));
    names.push(...[...columns].map((column) => `${table}.${column}`));
  }
  return names;
}
