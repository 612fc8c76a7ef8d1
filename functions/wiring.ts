import { awsClients } from '../shared/adapters/aws/awsClients.ts';
import { s3Store } from '../shared/adapters/aws/s3Store.ts';
import { secretsManagerKeys } from '../shared/adapters/aws/secretsManagerKeys.ts';
import { snsNotifier } from '../shared/adapters/aws/snsNotifier.ts';
import type { Keys } from '../shared/adapters/keys.ts';
import { systemClock } from '../shared/adapters/local/systemClock.ts';
import type { NumeraiCredentials } from '../shared/adapters/numerai/graphql.ts';
import { numeraiClient } from '../shared/adapters/numerai/numeraiClient.ts';
import { tableFiles } from '../shared/adapters/tableFiles.ts';
import type { Log, Ports } from '../shared/ports.ts';
import type { Settings } from '../shared/settings.ts';
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
  const { AUTOPILOT_BUCKET, AUTOPILOT_SECRET, AUTOPILOT_TOPIC, NUMERAI_API_URL } = environment;
  const { s3, secrets, sns } = awsClients();
  const clock = systemClock;
  const keys = secretsManagerKeys({ secretId: AUTOPILOT_SECRET, client: secrets, clock });
  const kept = {
    clock,
    log,
    files: tableFiles,
    store: s3Store({ bucket: AUTOPILOT_BUCKET, client: s3 }),
    notifier: snsNotifier({ topicArn: AUTOPILOT_TOPIC, client: sns, log }),
  };
  return async ({ dataset }) => {
    const credentials = credentialsOf(await keys());
    const numerai = numeraiClient({ ...kept, url: NUMERAI_API_URL, credentials, dataset });
    return { ...kept, numerai };
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
