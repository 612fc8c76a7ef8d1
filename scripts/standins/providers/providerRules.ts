import { alternativeProvider } from './alternative/alternativeProvider.ts';
import { binanceProvider } from './binance/binanceProvider.ts';
import { geckoProvider } from './coingecko/geckoProvider.ts';
import { cmcProvider } from './coinmarketcap/cmcProvider.ts';
import { llamaProvider } from './defillama/llamaProvider.ts';
import type { ProviderName } from './marketOptions.ts';
import type { Provider } from './marketWorld.ts';
import { messariProvider } from './messari/messariProvider.ts';

/** Every provider and its ways. */
export const PROVIDER_RULES: Readonly<Record<ProviderName, Provider>> = {
  coinmarketcap: cmcProvider,
  coingecko: geckoProvider,
  binance: binanceProvider,
  messari: messariProvider,
  alternative: alternativeProvider,
  defillama: llamaProvider,
};
