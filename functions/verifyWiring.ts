import { openHeartbeat } from '../shared/adapters/notify/openHeartbeat.ts';
import { graphql } from '../shared/adapters/numerai/graphql.ts';
import { numeraiWatch } from '../shared/adapters/numerai/numeraiWatch.ts';
import { PATIENCE_MS } from '../shared/adapters/numerai/patience.ts';
import type { ConcludePorts } from '../shared/pipeline/concludeVerify.ts';
import type { VerifyPorts } from '../shared/pipeline/verifyRound.ts';
import type { Log } from '../shared/ports.ts';
import type { Settings } from '../shared/settings.ts';
import { awsParts } from './awsParts.ts';
import type { Environment } from './environment.ts';
import { numeraiCredentials } from './numeraiCredentials.ts';
import { type Wired, wireOnce } from './wireOnce.ts';

type WatchPorts = VerifyPorts & ConcludePorts;

export type WireVerify = (log: Log) => Promise<Wired<WatchPorts>>;

/** The ports of watching on AWS: no file is read, so that no Parquet engine comes along. */
function wireVerifyPorts(environment: Environment, log: Log): (settings: Settings) => Promise<WatchPorts> {
  const { kept, keys, notifierFor } = awsParts(environment, log);
  return async (settings) => {
    const found = await keys();
    const { clock } = kept;
    const credentials = numeraiCredentials(found);
    const url = environment.NUMERAI_API_URL;
    const api = graphql({ url, credentials, clock, log, delaysMs: PATIENCE_MS });
    const heartbeat = openHeartbeat(found, { clock, log });
    return { ...kept, numerai: numeraiWatch(api), notifier: notifierFor(settings, found), heartbeat };
  };
}

/** The wiring of the function that watches. */
export const wireVerify: WireVerify = wireOnce(wireVerifyPorts);
