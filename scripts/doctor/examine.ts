import type { Keys } from '../../shared/adapters/keys.ts';
import { systemClock } from '../../shared/adapters/local/systemClock.ts';
import { toCandidate } from '../../shared/pipeline/candidate.ts';
import type { Limit, Log, Store } from '../../shared/ports.ts';
import type { MarketSettings, Settings } from '../../shared/settings.ts';
import { openMarket } from '../openMarket.ts';
import { readSettings } from '../readSettings.ts';
import {
  credentialsIn,
  limitOf,
  numeraiAddress,
  openKeys,
  openNumerai,
  openStore,
  type Place,
} from '../wiring.ts';
import { type Check, checked, found, ok, warn } from './check.ts';
import { cloudChecks, identityCheck } from './cloudChecks.ts';
import { featureChecks } from './featureChecks.ts';
import { keyCheck } from './keyCheck.ts';
import { marketFilesCheck } from './marketFilesCheck.ts';
import { modelChecks } from './modelChecks.ts';
import { nodeCheck } from './nodeCheck.ts';
import { clockCheck, datasetCheck, reachCheck } from './numeraiChecks.ts';
import { providerChecks } from './providerChecks.ts';
import { slotChecks } from './slotChecks.ts';
import { tokenCheck } from './tokenCheck.ts';

/** One attempt each: somebody is waiting, and a service that needs a second one is worth knowing of. */
const TIMEOUT_MS = 10_000;

interface Subject {
  readonly place: Place;
  readonly settingsFile: string | undefined;
  readonly log: Log;
  readonly signal: AbortSignal;
}

/** Everything a run needs, looked at without changing anything. */
export async function examine({ place, settingsFile, log, signal }: Subject): Promise<Check[]> {
  const limit = limitOf(0, signal);
  const settings = await found('settings', () => readSettings(settingsFile), settingsCheck);
  const first = [nodeCheck(process.versions.node), ...settings.checks];
  const cloud = place === 'aws' ? await identityCheck() : undefined;
  if (cloud && !cloud.value) return [...first, ...cloud.checks, UNCHECKED];
  const subject = { place, settings: settings.value, log, limit };
  const [deployed, store, services] = await Promise.all([
    cloud?.value ? cloudChecks(cloud.value, settings.value) : [],
    storeChecks(subject),
    serviceChecks(subject),
  ]);
  return [...first, ...(cloud?.checks ?? []), ...deployed, ...store, ...services];
}

const UNCHECKED = warn(
  'aws',
  'stack, alarms, store, keys, Numerai and providers were not checked',
  'Mend the way to AWS first, or look without it: doctor --local',
);

function settingsCheck({ slots }: Settings): Check {
  const named = slots.map(({ name, candidates }) => {
    return `${name} (${candidates.map((one) => toCandidate(one).name).join(', ')})`;
  });
  return ok(
    'settings',
    `settings: ${slots.length} ${slots.length === 1 ? 'slot' : 'slots'}, ${named.join('; ')}`,
  );
}

async function storeChecks({ place, settings, log }: ServiceSubject): Promise<Check[]> {
  const open = async () => {
    const store = await openStore(place);
    await store.list('models/');
    return store;
  };
  const where = (store: Store) => ok('store', `store: ${store.locate('').replace(/\/$/, '')}`);
  const { checks, value: store } = await found('store', open, where);
  if (!store || !settings) return checks;
  const { market } = settings;
  const fed = await Promise.all([
    modelChecks(store, settings),
    featureChecks(store, settings, log),
    market ? checked('market', () => marketFilesCheck(store, market)) : [],
  ]);
  return [...checks, ...fed.flat()];
}

interface ServiceSubject {
  readonly place: Place;
  readonly settings: Settings | undefined;
  readonly log: Log;
  readonly limit: Limit;
}

/** Numerai and the providers of market data, each with the keys of the place. */
async function serviceChecks(subject: ServiceSubject): Promise<Check[]> {
  const { place, settings } = subject;
  const keys = await found('keys', async () => (await openKeys(place))(), keyCheck);
  const asked = await Promise.all([
    numeraiChecks(subject, keys.value),
    keys.value && settings?.market ? marketChecks(settings.market, subject) : [],
  ]);
  return [...keys.checks, ...asked.flat()];
}

function marketChecks(market: MarketSettings, { place, log, limit }: ServiceSubject): Promise<Check[]> {
  const look = async () => {
    const sources = await openMarket(place, market, log);
    return providerChecks(sources, systemClock.now(), limit);
  };
  return checked('provider', look);
}

async function numeraiChecks(
  { settings, log, limit }: ServiceSubject,
  keys: Keys | undefined,
): Promise<Check[]> {
  const credentials = keys && credentialsIn(keys);
  const dataset = settings?.dataset ?? '';
  const numerai = openNumerai({ dataset, log, credentials, delaysMs: [], timeoutMs: TIMEOUT_MS });

  const reach = await checked('numerai', () => reachCheck(numerai, limit));
  if (reach.some(({ status }) => status === 'FAIL')) {
    const rest = warn('token', 'token, slots and data were not checked', 'Mend the way to Numerai first.');
    return [...reach, rest];
  }
  const asked = await Promise.all([
    checked('clock', () => clockCheck(numeraiAddress(), systemClock, limit)),
    settings ? checked('dataset', () => datasetCheck(numerai, dataset, limit)) : [],
    credentials ? checked('token', async () => tokenCheck(await numerai.preflight(limit), settings)) : [],
    credentials && settings
      ? checked('slot', async () => slotChecks(settings, await numerai.models(limit)))
      : [],
  ]);
  return [...reach, ...asked.flat()];
}
