import { systemClock } from '../shared/adapters/local/systemClock.ts';
import { openProviders, type ProviderAddresses } from '../shared/adapters/providers/openProviders.ts';
import { UsageError } from '../shared/errors.ts';
import type { MarketPorts } from '../shared/pipeline/market/marketPorts.ts';
import type { Log } from '../shared/ports.ts';
import type { MarketSettings, Settings } from '../shared/settings.ts';
import { environment } from './environment.ts';
import { lazyFiles } from './lazyFiles.ts';
import { openKeys, openStore, type Place } from './wiring.ts';

/**
 * Everything that collecting needs, of the place: its store and its keys.
 *
 * @throws UsageError `aws_not_configured`, `address_invalid`; what the key source throws
 */
export async function openMarket(place: Place, market: MarketSettings, log: Log): Promise<MarketPorts> {
  const store = await openStore(place);
  const keys = await (await openKeys(place))();
  const parts = { clock: systemClock, log };
  return {
    store,
    files: lazyFiles,
    ...parts,
    ...openProviders({ market, keys, addresses: addresses(), ...parts }),
  };
}

/**
 * The part of the settings that market commands are about.
 *
 * @throws UsageError `market_not_configured`
 */
export function marketIn({ market }: Settings): MarketSettings {
  if (market) return market;
  throw new UsageError('market_not_configured', 'the settings have no key "market"');
}

function addresses(): ProviderAddresses {
  const of = (name: string) => environment[name] || undefined;
  return {
    CMC_API_URL: of('CMC_API_URL'),
    COINGECKO_API_URL: of('COINGECKO_API_URL'),
    BINANCE_API_URL: of('BINANCE_API_URL'),
    MESSARI_API_URL: of('MESSARI_API_URL'),
    FEAR_GREED_API_URL: of('FEAR_GREED_API_URL'),
    DEFILLAMA_API_URL: of('DEFILLAMA_API_URL'),
  };
}
