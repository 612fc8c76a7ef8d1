import { awsClients } from '../shared/adapters/aws/awsClients.ts';
import { s3Store } from '../shared/adapters/aws/s3Store.ts';
import { secretsManagerKeys } from '../shared/adapters/aws/secretsManagerKeys.ts';
import { snsNotifier } from '../shared/adapters/aws/snsNotifier.ts';
import type { KeySource, Keys } from '../shared/adapters/keys.ts';
import { systemClock } from '../shared/adapters/local/systemClock.ts';
import { openNotifier } from '../shared/adapters/notify/openNotifier.ts';
import type { Log, Notifier, Ports } from '../shared/ports.ts';
import type { Settings } from '../shared/settings.ts';
import type { Environment } from './environment.ts';
import { logsLink } from './logsLink.ts';

/** What every function of a deployment works with, and may keep between invocations. */
export interface AwsParts {
  readonly kept: Pick<Ports, 'clock' | 'log' | 'store'>;
  /** Keys changed since are used after five minutes. */
  readonly keys: KeySource;
  notifierFor(settings: Settings, keys: Keys): Notifier;
}

export function awsParts(environment: Environment, log: Log): AwsParts {
  const { AUTOPILOT_BUCKET, AUTOPILOT_SECRET, AUTOPILOT_TOPIC } = environment;
  const { s3, secrets, sns } = awsClients();
  const clock = systemClock;
  const store = s3Store({ bucket: AUTOPILOT_BUCKET, client: s3 });
  const mail = snsNotifier({ topicArn: AUTOPILOT_TOPIC, client: sns, log });
  const footer = logsLink(environment);
  return {
    kept: { clock, log, store },
    keys: secretsManagerKeys({ secretId: AUTOPILOT_SECRET, client: secrets, clock }),
    notifierFor: (settings, keys) => openNotifier(mail, { clock, log, keys, settings, footer }),
  };
}
