import type { Provider } from '../marketWorld.ts';
import { tableOfRoutes } from '../tableOfRoutes.ts';
import { geckoChart } from './geckoChart.ts';
import { geckoList, geckoMarkets } from './geckoLists.ts';
import { geckoFailure } from './geckoStatus.ts';

/** CoinGecko: works without a key, but not with a wrong one. */
export const geckoProvider: Provider = {
  prefix: '/coingecko',
  route: tableOfRoutes([
    { path: /^\/coins\/list$/, name: 'coins_list', endpoint: geckoList },
    { path: /^\/coins\/markets$/, name: 'coins_markets', endpoint: geckoMarkets },
    { path: /^\/coins\/[^/]+\/market_chart$/, name: 'market_chart', endpoint: geckoChart },
  ]),
  weight: () => 1,
  refusal: ({ header, world }) => {
    const key = header('x-cg-demo-api-key');
    return key !== undefined && key !== world.options.keys.coingecko ? geckoFailure('wrong-key') : undefined;
  },
  headers: () => ({}),
  failure: geckoFailure,
};
