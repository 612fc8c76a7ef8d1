import type { MarketData } from '../../../ports.ts';
import { finishedDays } from '../finishedDays.ts';
import { inParallel } from '../inParallel.ts';
import type { ProviderOptions } from '../providerApi.ts';
import { GECKO, geckoApi } from './geckoApi.ts';
import { geckoHistory } from './geckoHistory.ts';
import { geckoTokens } from './geckoTokens.ts';

/**
 * CoinGecko: close, volume and market cap, one request a token; stands in for CoinMarketCap and is compared with it. Its
 * view of all tokens is of the moment, so it has no cross-section of a past day. Works without a key, slowly.
 *
 * @throws UsageError `address_invalid`
 */
export function coinGecko(options: ProviderOptions): MarketData {
  const { clock } = options;
  const api = geckoApi(options);
  return {
    source: GECKO,
    fields: ['close', 'volumeUsd', 'marketCapUsd'],
    history: async (request, limit) => {
      const range = finishedDays(request, clock.now());
      if (!range) return [];
      const bars = await inParallel(request.tokens, (token) =>
        geckoHistory({ api, clock }, { token, range }, limit),
      );
      return bars.flat();
    },
    costOf: ({ tokens, from, to }) => ({
      requests: finishedDays({ from, to }, clock.now()) ? tokens.length : 0,
      credits: 0,
    }),
    tokens: (limit) => geckoTokens(api, limit),
    allowance: async () => undefined,
    get perMinute() {
      return api.perMinute;
    },
    get spent() {
      return { requests: api.sent, credits: 0 };
    },
  };
}
