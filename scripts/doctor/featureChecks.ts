import { featureOrigin, userColumnOf } from '../../shared/domain/featureOrigin.ts';
import { COMPUTED_FEATURES } from '../../shared/features/computedFeatures.ts';
import { type FeatureSource, refuseUnknownFeatures } from '../../shared/models/knownFeatures.ts';
import { modelsOf, toCandidate } from '../../shared/pipeline/candidate.ts';
import { candidateModel } from '../../shared/pipeline/candidateModel.ts';
import type { Log, Store } from '../../shared/ports.ts';
import type { CandidateSettings, Settings } from '../../shared/settings.ts';
import { featureSources } from '../featureSources.ts';
import { type Check, checked, fail, ok } from './check.ts';

const CATALOGUE: FeatureSource = {
  label: 'the catalogue',
  claims: (name) => featureOrigin(name) === 'market',
  names: [...COMPUTED_FEATURES.keys()],
};

/** Whether there is what the candidates are fed with: Numerai's features, computed ones, tables of the user's own. */
export async function featureChecks(store: Store, { slots }: Settings, log: Log): Promise<Check[]> {
  const sources = [...(await featureSources(store, log)), CATALOGUE];
  const settings = slots.flatMap((slot) => slot.candidates);
  const candidates = [...new Map(settings.map((one) => [toCandidate(one).name, one])).values()];
  const checks = candidates.map((one) => checked('features', () => candidateCheck(store, one, sources)));
  return (await Promise.all(checks)).flat();
}

async function candidateCheck(
  store: Store,
  settings: CandidateSettings,
  sources: readonly FeatureSource[],
): Promise<Check[]> {
  const names = await namesOf(store, settings);
  if (!names) return [];
  refuseUnknownFeatures(names, sources);
  const { name } = toCandidate(settings);
  const lacking = [...(await lackOfMarket(store, names)), ...(await lackOfTables(store, names))];
  if (lacking.length > 0) return lacking.map((check) => ({ ...check, message: `${name}: ${check.message}` }));
  return [
    ok('features', `${name}: ${names.length} ${names.length === 1 ? 'feature' : 'features'} to be had`),
  ];
}

/** Everything a candidate reads; undefined when a model of it cannot be opened, which is told elsewhere. */
async function namesOf(store: Store, settings: CandidateSettings): Promise<string[] | undefined> {
  const candidate = toCandidate(settings);
  if (candidate.kind === 'signal') return [candidate.column];
  const loaded = modelsOf(candidate).map((name) => candidateModel(store, name).catch(() => undefined));
  const models = await Promise.all(loaded);
  if (models.includes(undefined)) return undefined;
  const own = models.flatMap((model) => model?.manifest.features.map(({ name }) => name) ?? []);
  const others = candidate.kind === 'blend' ? (candidate.neutralise?.features ?? []) : [];
  return [...new Set([...own, ...others])];
}

async function lackOfMarket(store: Store, names: readonly string[]): Promise<Check[]> {
  if (!names.some((name) => featureOrigin(name) === 'market')) return [];
  if ((await store.list('market/panel.parquet')).length > 0) return [];
  const hint = 'Put "market": {} into the settings, then: npm run -s autopilot -- market backfill';
  return [fail('features', 'it needs market data, and the store has none', hint)];
}

async function lackOfTables(store: Store, names: readonly string[]): Promise<Check[]> {
  const columns = names.filter((name) => featureOrigin(name) === 'user').map(userColumnOf);
  const tables = [...new Set(columns.map(({ table }) => table))];
  const lists = await Promise.all(tables.map((table) => store.list(`user/${table}/`)));
  const missing = tables.filter((_, at) => lists[at]?.length === 0);
  return missing.map((table) => {
    const hint = `Import it: npm run -s autopilot -- user import FILE --table ${table}`;
    return fail('features', `it needs the table ${table}, and the store has none of that name`, hint);
  });
}
