import type { Keys } from '../shared/adapters/keys.ts';
import { coinMarketCap } from '../shared/adapters/providers/coinmarketcap/coinMarketCap.ts';
import type { AnnouncePorts } from '../shared/pipeline/announce.ts';
import type { MarketPorts } from '../shared/pipeline/market/marketPorts.ts';
import type { Log } from '../shared/ports.ts';
import type { Settings } from '../shared/settings.ts';
import { awsParts } from './awsParts.ts';
import { type Environment, readEnvironment } from './environment.ts';
import { readSettingsFile } from './settingsFile.ts';

/** What one invocation works with. */
interface WiredMarket {
  readonly ports: MarketPorts & AnnouncePorts;
  readonly settings: Settings;
}

export type WireMarket = (log: Log) => Promise<WiredMarket>;

/** The ports of collecting on AWS. Store and keys are kept between calls of the function that is returned. */
function wireMarketPorts(
  environment: Environment,
  log: Log,
): (settings: Settings) => Promise<WiredMarket['ports']> {
  const { kept, keys, notifierFor } = awsParts(environment, log);
  return async (settings) => {
    const found = await keys();
    return { ...kept, notifier: notifierFor(settings, found), ...openMarketData(environment, found, kept) };
  };
}

function openMarketData(
  environment: Environment,
  keys: Keys,
  { clock, log }: Pick<MarketPorts, 'clock' | 'log'>,
) {
  const providers = [coinMarketCap({ url: environment.CMC_API_URL, key: keys.CMC_API_KEY, clock, log })];
  return { providers, indexes: [] };
}

let ofThisProcess: { settings: Settings; portsFor: ReturnType<typeof wireMarketPorts> } | undefined;

/** The wiring of a Lambda: the first invocation reads environment and settings, a warm one finds all in place. */
export const wireMarket: WireMarket = async (log) => {
  ofThisProcess ??= { settings: readSettingsFile(), portsFor: wireMarketPorts(readEnvironment(), log) };
  const { settings, portsFor } = ofThisProcess;
  return { settings, ports: await portsFor(settings) };
};
