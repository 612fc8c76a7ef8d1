import type { MarketData, MarketIndex } from '../../ports.ts';
import type { MarketSettings } from '../../settings.ts';
import type { Keys } from '../keys.ts';
import { fearAndGreed } from './alternative/fearAndGreed.ts';
import { binance } from './binance/binance.ts';
import { coinGecko } from './coingecko/coinGecko.ts';
import { coinMarketCap } from './coinmarketcap/coinMarketCap.ts';
import { defiLlama } from './defillama/defiLlama.ts';
import { messari } from './messari/messari.ts';
import type { ProviderOptions } from './providerApi.ts';

/** The variables that move providers; unset leaves each at its own address. */
export type ProviderAddresses = Readonly<Partial<Record<AddressVariable, string | undefined>>>;

type AddressVariable =
  | 'CMC_API_URL'
  | 'COINGECKO_API_URL'
  | 'BINANCE_API_URL'
  | 'MESSARI_API_URL'
  | 'FEAR_GREED_API_URL'
  | 'DEFILLAMA_API_URL';

export interface OpenProvidersOptions extends Omit<ProviderOptions, 'url' | 'key'> {
  readonly market: Pick<MarketSettings, 'providers' | 'indexes'>;
  readonly keys: Keys;
  readonly addresses: ProviderAddresses;
  /** CoinMarketCap credits that may be spent; default: as many as the plan has. */
  readonly creditBudget?: number | undefined;
}

export interface OpenedProviders {
  /** In the order of the settings. */
  readonly providers: readonly MarketData[];
  readonly indexes: readonly MarketIndex[];
}

/**
 * The providers that the settings name, ready to be asked; nothing is asked yet. A key that is missing is told by the
 * provider that needs it, when it is asked.
 *
 * @throws UsageError `address_invalid`
 */
export function openProviders(options: OpenProvidersOptions): OpenedProviders {
  const { market, keys, addresses, creditBudget, ...shared } = options;
  let client: MarketData | undefined;
  // DefiLlama asks the same client for names, so that the limit a minute is kept for both together.
  const gecko = () => {
    client ??= coinGecko({ ...shared, url: addresses.COINGECKO_API_URL, key: keys.COINGECKO_API_KEY });
    return client;
  };
  const open: Readonly<Record<MarketSettings['providers'][number], () => MarketData>> = {
    coinmarketcap: () =>
      coinMarketCap({ ...shared, url: addresses.CMC_API_URL, key: keys.CMC_API_KEY, creditBudget }),
    coingecko: gecko,
    binance: () => binance({ ...shared, url: addresses.BINANCE_API_URL }),
    messari: () => messari({ ...shared, url: addresses.MESSARI_API_URL, key: keys.MESSARI_API_KEY }),
    defillama: () => defiLlama({ ...shared, url: addresses.DEFILLAMA_API_URL, names: gecko() }),
  };
  return {
    providers: market.providers.map((name) => open[name]()),
    indexes: market.indexes.map(() => fearAndGreed({ ...shared, url: addresses.FEAR_GREED_API_URL })),
  };
}
