import { systemClock } from '../../shared/adapters/local/systemClock.ts';
import type { Limit, Log, Store } from '../../shared/ports.ts';
import type { Settings } from '../../shared/settings.ts';
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
import { keyCheck } from './keyCheck.ts';
import { modelChecks } from './modelChecks.ts';
import { nodeCheck } from './nodeCheck.ts';
import { clockCheck, datasetCheck, reachCheck } from './numeraiChecks.ts';
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
  const [store, numerai] = await Promise.all([
    storeChecks(place, settings.value),
    numeraiChecks({ place, settings: settings.value, log, limit }),
  ]);
  return [nodeCheck(process.versions.node), ...settings.checks, ...store, ...numerai];
}

function settingsCheck({ slots }: Settings): Check {
  const named = slots.map(({ name, candidates }) => `${name} (${candidates.join(', ')})`);
  return ok(
    'settings',
    `settings: ${slots.length} ${slots.length === 1 ? 'slot' : 'slots'}, ${named.join('; ')}`,
  );
}

async function storeChecks(place: Place, settings: Settings | undefined): Promise<Check[]> {
  const open = async () => {
    const store = await openStore(place);
    await store.list('models/');
    return store;
  };
  const where = (store: Store) => ok('store', `store: ${store.locate('').replace(/\/$/, '')}`);
  const { checks, value: store } = await found('store', open, where);
  return store && settings ? [...checks, ...(await modelChecks(store, settings))] : checks;
}

interface NumeraiSubject {
  readonly place: Place;
  readonly settings: Settings | undefined;
  readonly log: Log;
  readonly limit: Limit;
}

async function numeraiChecks({ place, settings, log, limit }: NumeraiSubject): Promise<Check[]> {
  const keys = await found('keys', async () => (await openKeys(place))(), keyCheck);
  const credentials = keys.value && credentialsIn(keys.value);
  const dataset = settings?.dataset ?? '';
  const numerai = openNumerai({ dataset, log, credentials, delaysMs: [], timeoutMs: TIMEOUT_MS });

  const reach = await checked('numerai', () => reachCheck(numerai, limit));
  if (reach.some(({ status }) => status === 'FAIL')) {
    const rest = warn('token', 'token, slots and data were not checked', 'Mend the way to Numerai first.');
    return [...keys.checks, ...reach, rest];
  }
  const asked = await Promise.all([
    checked('clock', () => clockCheck(numeraiAddress(), systemClock, limit)),
    settings ? checked('dataset', () => datasetCheck(numerai, dataset, limit)) : [],
    credentials ? checked('token', async () => tokenCheck(await numerai.preflight(limit), settings)) : [],
    credentials && settings
      ? checked('slot', async () => slotChecks(settings, await numerai.models(limit)))
      : [],
  ]);
  return [...keys.checks, ...reach, ...asked.flat()];
}
