import { httpUrl } from '../shared/adapters/http.ts';
import type { KeySource, Keys } from '../shared/adapters/keys.ts';
import { directoryStore } from '../shared/adapters/local/directoryStore.ts';
import { environmentKeys } from '../shared/adapters/local/environmentKeys.ts';
import { logNotifier } from '../shared/adapters/local/logNotifier.ts';
import { systemClock } from '../shared/adapters/local/systemClock.ts';
import { openNotifier } from '../shared/adapters/notify/openNotifier.ts';
import {
  NUMERAI_API_URL,
  type NumeraiClient,
  type NumeraiClientOptions,
  numeraiClient,
} from '../shared/adapters/numerai/numeraiClient.ts';
import { PATIENCE_MS } from '../shared/adapters/numerai/patience.ts';
import { UsageError } from '../shared/errors.ts';
import type { Limit, Log, Ports, Store } from '../shared/ports.ts';
import type { Settings } from '../shared/settings.ts';
import { dotenvPath, environment, homeFolder, numeraiUrl, stackResources } from './environment.ts';
import { lazyFiles } from './lazyFiles.ts';

/** Where commands work: in a folder of this machine, or in AWS. */
export type Place = 'local' | 'aws';

export function placeOf({ local = false }: { readonly local?: boolean | undefined }): Place {
  return local ? 'local' : 'aws';
}

/**
 * Everything `submitRound` needs; in AWS exactly what the Lambda has.
 *
 * @throws UsageError `aws_not_configured`; what the key source throws
 */
export async function openPorts(place: Place, settings: Settings, log: Log): Promise<Ports> {
  if (place === 'local') return localPorts(settings, log);
  const resources = stackResources('AUTOPILOT_BUCKET', 'AUTOPILOT_SECRET', 'AUTOPILOT_TOPIC');
  const { wirePorts } = await import('../functions/wiring.ts');
  return wirePorts({ ...resources, NUMERAI_API_URL: numeraiAddress().href }, log)(settings);
}

async function localPorts(settings: Settings, log: Log): Promise<Ports> {
  const store = await openStore('local');
  const keys = await (await openKeys('local'))();
  const { dataset } = settings;
  const credentials = credentialsIn(keys);
  const numerai = openNumerai({ dataset, log, credentials, delaysMs: PATIENCE_MS });
  const notifier = openNotifier(logNotifier(log), { keys, settings, clock: systemClock, log });
  return { clock: systemClock, numerai, store, files: lazyFiles, log, notifier };
}

/**
 * The store of the place.
 *
 * @throws UsageError `aws_not_configured`
 */
export async function openStore(place: Place): Promise<Store> {
  if (place === 'local') return directoryStore(homeFolder());
  const { AUTOPILOT_BUCKET: bucket } = stackResources('AUTOPILOT_BUCKET');
  const { s3Store } = await import('../shared/adapters/aws/s3Store.ts');
  return s3Store({ bucket, client: (await clients()).s3 });
}

/**
 * Where the keys of the place are read from.
 *
 * @throws UsageError `aws_not_configured`
 */
export async function openKeys(place: Place): Promise<KeySource> {
  if (place === 'local') return environmentKeys({ env: environment, dotenvPath: dotenvPath() });
  const { AUTOPILOT_SECRET: secretId } = stackResources('AUTOPILOT_SECRET');
  const { secretsManagerKeys } = await import('../shared/adapters/aws/secretsManagerKeys.ts');
  return secretsManagerKeys({ secretId, client: (await clients()).secrets, clock: systemClock });
}

type NumeraiCommand = Pick<
  NumeraiClientOptions,
  'dataset' | 'log' | 'credentials' | 'delaysMs' | 'timeoutMs'
>;

/**
 * Where Numerai's API is.
 *
 * @throws UsageError `address_invalid`
 */
export function numeraiAddress(): URL {
  const url = httpUrl(numeraiUrl() ?? NUMERAI_API_URL);
  if (url) return url;
  throw new UsageError('address_invalid', 'NUMERAI_API_URL is not an http(s) address without user');
}

/** Numerai as the environment points to it. */
export function openNumerai(options: NumeraiCommand): NumeraiClient {
  const url = numeraiAddress().href;
  return numeraiClient({ url, clock: systemClock, files: lazyFiles, ...options });
}

/** Both Numerai keys, or nothing: one of them opens no door. */
export function credentialsIn(keys: Keys): NumeraiClientOptions['credentials'] {
  const { NUMERAI_PUBLIC_ID: publicId, NUMERAI_SECRET_KEY: secretKey } = keys;
  return publicId && secretKey ? { publicId, secretKey } : undefined;
}

/** The time a command gives the other side, until the signal. */
export function limitOf(seconds: number, signal: AbortSignal = new AbortController().signal): Limit {
  return { retryUntil: new Date(Date.now() + seconds * 1000), signal };
}

async function clients() {
  const { awsClients } = await import('../shared/adapters/aws/awsClients.ts');
  return awsClients();
}
