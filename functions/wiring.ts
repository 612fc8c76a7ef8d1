import type { Keys } from '../shared/adapters/keys.ts';
import type { NumeraiCredentials } from '../shared/adapters/numerai/graphql.ts';
import { numeraiClient } from '../shared/adapters/numerai/numeraiClient.ts';
import type { Log, Ports } from '../shared/ports.ts';
import type { Settings } from '../shared/settings.ts';
import { awsParts } from './awsParts.ts';
import { type Environment, readEnvironment } from './environment.ts';
import { readSettingsFile } from './settingsFile.ts';

/** What one invocation works with. */
interface Wired {
  readonly ports: Ports;
  readonly settings: Settings;
}

export type Wire = (log: Log) => Promise<Wired>;

/**
 * Ports on AWS. Store, connections and keys (five minutes) are kept between calls of the function that is
 * returned, and with the store the models it has opened.
 *
 * @returns asks for the keys, so that keys changed since are used; throws what `secretsManagerKeys` does
 */
export function wirePorts(environment: Environment, log: Log): (settings: Settings) => Promise<Ports> {
  const { kept, keys, notifierFor } = awsParts(environment, log);
  return async (settings) => {
    const found = await keys();
    const { dataset } = settings;
    const url = environment.NUMERAI_API_URL;
    const numerai = numeraiClient({ ...kept, url, credentials: credentialsOf(found), dataset });
    return { ...kept, numerai, notifier: notifierFor(settings, found) };
  };
}

let ofThisProcess: { settings: Settings; portsFor: ReturnType<typeof wirePorts> } | undefined;

/** The wiring of a Lambda: the first invocation reads environment and settings, a warm one finds all in place. */
export const wireFunction: Wire = async (log) => {
  ofThisProcess ??= { settings: readSettingsFile(), portsFor: wirePorts(readEnvironment(), log) };
  const { settings, portsFor } = ofThisProcess;
  return { settings, ports: await portsFor(settings) };
};

function credentialsOf({ NUMERAI_PUBLIC_ID, NUMERAI_SECRET_KEY }: Keys): NumeraiCredentials | undefined {
  if (!NUMERAI_PUBLIC_ID || !NUMERAI_SECRET_KEY) return undefined;
  return { publicId: NUMERAI_PUBLIC_ID, secretKey: NUMERAI_SECRET_KEY };
}
