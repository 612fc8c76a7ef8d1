import { addDays, utcDay } from '../../../domain/utcDay.ts';
import type { DatedBar } from '../../../market/bar.ts';
import type { HistoryRequest, MarketData } from '../../../ports.ts';
import { finishedDays } from '../finishedDays.ts';
import { inParallel } from '../inParallel.ts';
import type { ProviderOptions } from '../providerApi.ts';
import { LLAMA, llamaApi } from './llamaApi.ts';
import { chartParts, llamaChart } from './llamaChart.ts';

export interface DefiLlamaOptions extends Omit<ProviderOptions, 'key'> {
  /** CoinGecko, whose ids DefiLlama takes; it has no list of its own. */
  readonly names: Pick<MarketData, 'tokens'>;
}

/**
 * DefiLlama: closes only, many tokens a request, no key. For days on which nobody else answers.
 *
 * @throws UsageError `address_invalid`
 */
export function defiLlama(options: DefiLlamaOptions): MarketData {
  const { clock, names } = options;
  const api = llamaApi(options);
  const partsOf = (request: HistoryRequest) => {
    const range = finishedDays(request, clock.now());
    return range ? chartParts(request.tokens, range) : [];
  };
  return {
    source: LLAMA,
    fields: ['close'],
    history: async (request, limit) => {
      const bars = await inParallel(partsOf(request), (part) => llamaChart({ api, clock }, part, limit));
      return request.tokens.flatMap(({ ucid }) => bars.flat().filter((bar: DatedBar) => bar.ucid === ucid));
    },
    costOf: (request) => ({ requests: partsOf(request).length, credits: 0 }),
    tokens: async (limit) =>
      (await names.tokens(limit)).map((token) => ({ ...token, id: `coingecko:${token.id}` })),
    // It counts no credits, and its list is somebody else's: a price of Bitcoin tells that it answers.
    allowance: async (limit) => {
      const yesterday = addDays(utcDay(clock.now().getTime())!, -1);
      const tokens = [{ ucid: '1', id: 'coingecko:bitcoin' }];
      await llamaChart({ api, clock }, { tokens, range: { from: yesterday, to: yesterday } }, limit);
      return undefined;
    },
    get perMinute() {
      return api.perMinute;
    },
    get spent() {
      return { requests: api.sent, credits: 0 };
    },
  };
}
