import type { Provider, Route } from '../marketWorld.ts';
import { cmcKeyInfo } from './cmcKeyInfo.ts';
import { cmcListings } from './cmcListings.ts';
import { cmcMap } from './cmcMap.ts';
import { cmcCandles, cmcQuotes } from './cmcSeries.ts';
import { cmcError, cmcFailure } from './cmcStatus.ts';

const ROUTES: Readonly<Record<string, Route>> = {
  '/v1/cryptocurrency/map': { name: 'map', endpoint: cmcMap },
  '/v1/cryptocurrency/listings/historical': { name: 'listings', endpoint: cmcListings },
  '/v3/cryptocurrency/quotes/historical': { name: 'quotes', endpoint: cmcQuotes },
  '/v2/cryptocurrency/ohlcv/historical': { name: 'ohlcv', endpoint: cmcCandles },
  '/v1/key/info': { name: 'key_info', endpoint: cmcKeyInfo },
};

/** CoinMarketCap: a key, credits, its own error codes. */
export const cmcProvider: Provider = {
  prefix: '/coinmarketcap',
  route: (path) => ROUTES[path],
  weight: () => 1,
  refusal: (call) => {
    const key = call.header('x-cmc_pro_api_key');
    const { keys, credits } = call.world.options;
    if (key === undefined) return cmcError(call, { status: 401, code: 1002, message: 'API key missing.' });
    if (key !== keys.coinmarketcap) return cmcFailure('wrong-key', call);
    const isFree = /\/map$|\/key\/info$/.test(call.path);
    return !isFree && call.world.usage.credits >= credits ? cmcFailure('quota-spent', call) : undefined;
  },
  headers: () => ({}),
  failure: cmcFailure,
};
