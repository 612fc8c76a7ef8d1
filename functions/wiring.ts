import { numeraiClient } from '../shared/adapters/numerai/numeraiClient.ts';
import { PATIENCE_MS } from '../shared/adapters/numerai/patience.ts';
import { tableFiles } from '../shared/adapters/tableFiles.ts';
import type { Log, Ports } from '../shared/ports.ts';
import type { Settings } from '../shared/settings.ts';
import { awsParts } from './awsParts.ts';
import type { Environment } from './environment.ts';
import { numeraiCredentials } from './numeraiCredentials.ts';
import { type Wired, wireOnce } from './wireOnce.ts';

export type Wire = (log: Log) => Promise<Wired<Ports>>;

/**
 * Ports on AWS. Store, connections and keys (five minutes) are kept between calls of the function that is
 * returned, and with the store the models it has opened.
 *
 * @returns asks for the keys, so that keys changed since are used; throws what `secretsManagerKeys` does
 */
export function wirePorts(environment: Environment, log: Log): (settings: Settings) => Promise<Ports> {
  const { kept: parts, keys, notifierFor } = awsParts(environment, log);
  const kept = { ...parts, files: tableFiles };
  return async (settings) => {
    const found = await keys();
    const { dataset } = settings;
    const url = environment.NUMERAI_API_URL;
    const credentials = numeraiCredentials(found);
    const numerai = numeraiClient({ ...kept, url, credentials, dataset, delaysMs: PATIENCE_MS });
    return { ...kept, numerai, notifier: notifierFor(settings, found) };
  };
}

/** The wiring of the function that submits. */
export const wireFunction: Wire = wireOnce(wirePorts);
