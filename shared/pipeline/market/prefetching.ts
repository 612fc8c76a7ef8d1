import type { UtcDay } from '../../domain/utcDay.ts';
import type { DatedBar } from '../../market/bar.ts';
import type { HistoryRequest, MarketData, ProviderToken } from '../../ports.ts';

/**
 * A provider that is asked for many days at once and answers for each: a request for a day of the range fetches the
 * whole range of the tokens it has not fetched yet. Providers count requests, not days.
 */
export function prefetching(provider: MarketData, range: { from: UtcDay; to: UtcDay }): MarketData {
  const fetched = new Map<string, DatedBar[]>();
  const isNew = ({ id }: ProviderToken) => !fetched.has(id);
  const isInside = ({ from, to }: HistoryRequest) => from >= range.from && to <= range.to;
  return {
    ...provider,
    get fields() {
      return provider.fields;
    },
    costOf: (request) =>
      provider.costOf(isInside(request) ? { tokens: request.tokens.filter(isNew), ...range } : request),
    history: async (request, limit) => {
      if (!isInside(request)) return provider.history(request, limit);
      const tokens = request.tokens.filter(isNew);
      const bars = tokens.length > 0 ? await provider.history({ tokens, ...range }, limit) : [];
      for (const { id } of tokens) fetched.set(id, []);
      const idOf = new Map(tokens.map(({ ucid, id }) => [ucid, id]));
      for (const bar of bars) fetched.get(idOf.get(bar.ucid) ?? '')?.push(bar);
      return request.tokens.flatMap(({ ucid, id }) =>
        fetched
          .get(id)!
          .filter(({ day }) => day >= request.from && day <= request.to)
          .map((bar) => ({ ...bar, ucid })),
      );
    },
  };
}
