import type { MarketData } from '../../../ports.ts';
import { finishedDays } from '../finishedDays.ts';
import { inParallel } from '../inParallel.ts';
import type { ProviderOptions } from '../providerApi.ts';
import { BINANCE_ANSWERS } from './binanceAnswers.ts';
import { BINANCE, binanceApi } from './binanceApi.ts';
import { binanceKlines, KLINE_WEIGHT, klineRequests } from './binanceKlines.ts';
import { listedTokens } from './binancePair.ts';

const EXCHANGE_INFO_WEIGHT = 20;

/**
 * Binance's spot pairs against USDT: true candles, no market cap, no key.
 *
 * @throws UsageError `address_invalid`
 */
export function binance(options: Omit<ProviderOptions, 'key'>): MarketData {
  const { clock } = options;
  const api = binanceApi(options);
  return {
    source: BINANCE,
    fields: ['open', 'high', 'low', 'close', 'volumeUsd'],
    history: async (request, limit) => {
      const range = finishedDays(request, clock.now());
      if (!range) return [];
      const bars = await inParallel(request.tokens, (token) =>
        binanceKlines({ api, clock }, { token, range }, limit),
      );
      return bars.flat();
    },
    costOf: ({ tokens, ...asked }) => {
      const range = finishedDays(asked, clock.now());
      return { requests: range ? tokens.length * klineRequests(range) : 0, credits: 0 };
    },
    tokens: async (limit) => {
      const path = '/api/v3/exchangeInfo';
      const query = { permissions: 'SPOT' };
      const request = { path, query, schema: BINANCE_ANSWERS.exchangeInfo, weight: EXCHANGE_INFO_WEIGHT };
      return (await api.get(request, limit)).data.symbols.flatMap(listedTokens);
    },
    allowance: async () => undefined,
    get perMinute() {
      return api.perMinute / KLINE_WEIGHT;
    },
    get spent() {
      return { requests: api.sent, credits: 0 };
    },
  };
}
