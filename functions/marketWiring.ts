import { openProviders } from '../shared/adapters/providers/openProviders.ts';
import { tableFiles } from '../shared/adapters/tableFiles.ts';
import type { AnnouncePorts } from '../shared/pipeline/announce.ts';
import type { MarketPorts } from '../shared/pipeline/market/marketPorts.ts';
import type { Log } from '../shared/ports.ts';
import type { Settings } from '../shared/settings.ts';
import { awsParts } from './awsParts.ts';
import type { Environment } from './environment.ts';
import { type Wired, wireOnce } from './wireOnce.ts';

type CollectPorts = MarketPorts & AnnouncePorts;

export type WireMarket = (log: Log) => Promise<Wired<CollectPorts>>;

/**
 * The ports of collecting on AWS. Store and keys (five minutes) are kept between calls of the function that is returned.
 *
 * @returns throws what `secretsManagerKeys` and `openProviders` do
 */
function wireMarketPorts(environment: Environment, log: Log): (settings: Settings) => Promise<CollectPorts> {
  const { kept: parts, keys, notifierFor } = awsParts(environment, log);
  const kept = { ...parts, files: tableFiles };
  return async (settings) => {
    const found = await keys();
    const { market = { providers: [], indexes: [] } } = settings;
    const sources = openProviders({ ...kept, market, keys: found, addresses: environment });
    return { ...kept, ...sources, notifier: notifierFor(settings, found) };
  };
}

/** The wiring of the function that collects. */
export const wireMarket: WireMarket = wireOnce(wireMarketPorts);
