import { utcDay } from '../../../domain/utcDay.ts';
import type { DatedBar } from '../../../market/bar.ts';
import type { Clock, Cost, Limit, ProviderToken } from '../../../ports.ts';
import { type DayNumbers, dailyBars } from '../dailyBars.ts';
import { dayEndingAt } from '../dayEndingAt.ts';
import { type DayRange, finishedDays, lengthOf } from '../finishedDays.ts';
import { inParallel } from '../inParallel.ts';
import type { Told } from '../providerApi.ts';
import { CMC_ANSWERS, type CmcCandles, type CmcQuotes } from './cmcAnswers.ts';
import type { CmcApi } from './cmcApi.ts';

export const CMC = 'coinmarketcap';

const HOUR_MS = 3_600_000;
/** `count` goes up to 10,000; whether for a token or for all of a request is not told. */
const MAX_POINTS = 10_000;
const MAX_IDS = 100;
const POINTS_A_CREDIT = 100;

/** How a history is asked for: by quotes at the end of each day, or by candles where the plan has them. */
interface Series {
  readonly path: string;
  readonly query: (range: DayRange) => Readonly<Record<string, string | number>>;
  readonly rows: (api: CmcApi, request: SeriesRequest, limit: Limit) => Promise<Told<readonly TokenRows[]>>;
}

interface SeriesRequest {
  readonly path: string;
  readonly query: Readonly<Record<string, string | number>>;
  readonly credits: number;
}

interface TokenRows {
  readonly id: string;
  readonly symbol: string;
  readonly days: readonly DayNumbers[];
}

/** @see https://coinmarketcap.com/api/documentation/v1/#operation/getV3CryptocurrencyQuotesHistorical */
export const QUOTES: Series = {
  path: '/v3/cryptocurrency/quotes/historical',
  // `daily` would give the first quote of each day; 24 hours from a minute before midnight give the last.
  query: (range) => ({
    time_start: `${range.from}T23:59:00.000Z`,
    time_end: `${range.to}T23:59:59.000Z`,
    interval: '24h',
    count: lengthOf(range),
    aux: 'price,volume,market_cap,quote_timestamp',
  }),
  rows: async (api, request, limit) => {
    const { data, at } = await api.data({ ...request, schema: CMC_ANSWERS.quotes }, limit);
    return { data: data.map(quoteRows), at };
  },
};

/** @see https://coinmarketcap.com/api/documentation/v1/#operation/getV2CryptocurrencyOhlcvHistorical */
export const CANDLES: Series = {
  path: '/v2/cryptocurrency/ohlcv/historical',
  // The start is not included; the count includes the unfinished day.
  query: (range) => ({
    time_start: new Date(Date.parse(range.from) - 1000).toISOString(),
    time_end: `${range.to}T23:59:59.999Z`,
    time_period: 'daily',
    interval: 'daily',
    count: lengthOf(range) + 1,
  }),
  rows: async (api, request, limit) => {
    const { data, at } = await api.data({ ...request, schema: CMC_ANSWERS.candles }, limit);
    return { data: data.map(candleRows), at };
  },
};

/** Bars of tokens in finished days; many tokens a request, the requests side by side. */
export async function cmcHistory(
  { api, clock, series }: { api: CmcApi; clock: Clock; series: Series },
  { tokens, range }: { tokens: readonly ProviderToken[]; range: DayRange },
  limit: Limit,
): Promise<DatedBar[]> {
  const answers = await inParallel(partsOf(tokens, range), async (part) => {
    const ids = part.map(({ id }) => id).join(',');
    const query = { id: ids, ...series.query(range), skip_invalid: 'true' };
    const credits = creditsOf(part.length, range);
    const { data, at } = await series.rows(api, { path: series.path, query, credits }, limit);
    const [collectedAt, finished] = [clock.now(), finishedDays(range, at)];
    return part.flatMap(({ ucid, id }) => {
      const row = data.find((one) => one.id === id);
      if (!row) return [];
      return dailyBars({ ucid, symbol: row.symbol, source: CMC, collectedAt }, row.days, finished);
    });
  });
  return answers.flat();
}

export function cmcHistoryCost(tokens: readonly ProviderToken[], range: DayRange | undefined): Cost {
  const parts = range ? partsOf(tokens, range) : [];
  const credits = parts.reduce((sum, part) => sum + creditsOf(part.length, range!), 0);
  return { requests: parts.length, credits };
}

function creditsOf(tokens: number, range: DayRange): number {
  return Math.ceil((tokens * lengthOf(range)) / POINTS_A_CREDIT);
}

function partsOf(tokens: readonly ProviderToken[], range: DayRange): (readonly ProviderToken[])[] {
  const size = Math.max(1, Math.min(MAX_IDS, Math.floor(MAX_POINTS / lengthOf(range))));
  return Array.from({ length: Math.ceil(tokens.length / size) }, (_, i) =>
    tokens.slice(i * size, (i + 1) * size),
  );
}

function quoteRows({ id, symbol, quotes }: CmcQuotes): TokenRows {
  const days = quotes
    .toSorted((a, b) => a.timestamp - b.timestamp)
    .map(({ timestamp, quote: { USD } }) => ({
      day: dayEndingAt(timestamp, HOUR_MS),
      numbers: { close: USD.price, volumeUsd: USD.volume_24h, marketCapUsd: USD.market_cap },
    }));
  return { id, symbol, days };
}

function candleRows({ id, symbol, quotes }: CmcCandles): TokenRows {
  const days = quotes
    .toSorted((a, b) => a.time_open - b.time_open)
    .map(({ time_open, quote: { USD } }) => {
      const { open, high, low, close, volume: volumeUsd, market_cap: marketCapUsd } = USD;
      return { day: utcDay(time_open), numbers: { open, high, low, close, volumeUsd, marketCapUsd } };
    });
  return { id, symbol, days };
}
