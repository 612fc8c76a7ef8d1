import { addDays, utcDay } from '../../../domain/utcDay.ts';
import { AccessError } from '../../../errors.ts';
import type { DatedBar } from '../../../market/bar.ts';
import type { Limit, ListedToken, MarketData, ProviderToken } from '../../../ports.ts';
import { dailyBars } from '../dailyBars.ts';
import { type DayRange, finishedDays } from '../finishedDays.ts';
import { inParallel } from '../inParallel.ts';
import type { ProviderApi, ProviderOptions } from '../providerApi.ts';
import { MESSARI_ANSWERS, type MessariAsset } from './messariAnswers.ts';
import { messariApi } from './messariApi.ts';

const MESSARI = 'messari';
const PAGE = 500;

type SeriesApi = Pick<ProviderApi, 'find'>;

/**
 * Messari: candles, for who has an Enterprise plan. Without one its history is refused, and that is what is told; the
 * list of tokens is open.
 *
 * @throws UsageError `address_invalid`
 */
export function messari(options: ProviderOptions): MarketData {
  const { clock, key } = options;
  const open = messariApi(options);
  const api: SeriesApi = {
    find: async (request, limit) => {
      if (key) return open.find(request, limit);
      throw new AccessError(
        'access_denied',
        'Messari gives daily history with a key of an Enterprise plan only, and MESSARI_API_KEY is not set',
      );
    },
  };
  return {
    source: MESSARI,
    fields: ['open', 'high', 'low', 'close', 'volumeUsd'],
    history: async (request, limit) => {
      const range = finishedDays(request, clock.now());
      if (!range || request.tokens.length === 0) return [];
      const ask = (token: ProviderToken) =>
        seriesOf({ api, now: () => clock.now() }, { token, range }, limit);
      return (await inParallel(request.tokens, ask)).flat();
    },
    costOf: ({ tokens, ...asked }) => ({
      requests: finishedDays(asked, clock.now()) ? tokens.length : 0,
      credits: 0,
    }),
    tokens: (limit) => allAssets(open, limit),
    // It counts no credits; what a plan lacks is told by a day of Bitcoin.
    allowance: async (limit) => {
      const yesterday = addDays(utcDay(clock.now().getTime())!, -1);
      const range = { from: yesterday, to: yesterday };
      await seriesOf({ api, now: () => clock.now() }, { token: { ucid: '1', id: 'bitcoin' }, range }, limit);
      return { plan: 'with daily history', creditsLeft: undefined, resetsAt: undefined };
    },
    get perMinute() {
      return open.perMinute;
    },
    get spent() {
      return { requests: open.sent, credits: 0 };
    },
  };
}

/** @see https://docs.messari.io/api-reference/endpoints/metrics/metrics-api */
async function seriesOf(
  { api, now }: { api: SeriesApi; now: () => Date },
  { token: { ucid, id }, range }: { token: ProviderToken; range: DayRange },
  limit: Limit,
): Promise<DatedBar[]> {
  const path = `/metrics/v2/assets/${encodeURIComponent(id)}/metrics/price/time-series/1d`;
  // Whether the end is included is not documented.
  const query = { start: range.from, end: addDays(range.to, 1) };
  const told = await api.find({ path, query, schema: MESSARI_ANSWERS.series }, limit);
  if (!told) return [];
  const days = told.data.map(({ time, numbers }) => ({ day: utcDay(time), numbers }));
  const owner = { ucid, symbol: '', source: MESSARI, collectedAt: now() };
  return dailyBars(owner, days, finishedDays(range, told.at));
}

/** A page that came short is not the end; one that brings nothing new is. */
async function allAssets(api: ProviderApi, limit: Limit): Promise<ListedToken[]> {
  const found = new Map<string, ListedToken>();
  for (let page = 1; ; page++) {
    const query = { page, limit: PAGE, hasMarketData: 'true' };
    const path = '/metrics/v2/assets';
    const { data } = (await api.get({ path, query, schema: MESSARI_ANSWERS.assets }, limit)).data;
    const before = found.size;
    for (const asset of data) found.set(asset.id, toListedToken(asset));
    if (found.size === before) return [...found.values()];
  }
}

function toListedToken({ id, symbol, name, rank }: MessariAsset): ListedToken {
  return { id, symbol, name: name ?? undefined, rank: rank || undefined, contracts: [] };
}
