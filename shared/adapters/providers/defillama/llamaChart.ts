import { addDays } from '../../../domain/utcDay.ts';
import type { DatedBar } from '../../../market/bar.ts';
import type { Clock, Limit, ProviderToken } from '../../../ports.ts';
import { type DayNumbers, dailyBars } from '../dailyBars.ts';
import { dayEndingAt } from '../dayEndingAt.ts';
import { type DayRange, finishedDays, lengthOf } from '../finishedDays.ts';
import type { ProviderApi } from '../providerApi.ts';
import { LLAMA, LLAMA_CHART, type LlamaCoin } from './llamaApi.ts';

/** `span` goes up to 500; whether for a coin or for all of a request is not told. */
const MAX_POINTS = 500;
/** Tokens stand in the address, which is to stay below 4 kB. */
const MAX_TOKENS = 50;
const TOLERANCE_MS = 15 * 60_000;
const SURE = 0.9;

export interface ChartPart {
  readonly tokens: readonly ProviderToken[];
  readonly range: DayRange;
}

/** Each is one request. */
export function chartParts(tokens: readonly ProviderToken[], range: DayRange): ChartPart[] {
  const spans = Array.from({ length: Math.ceil(lengthOf(range) / MAX_POINTS) }, (_, i) => {
    const from = addDays(range.from, i * MAX_POINTS);
    const end = addDays(from, MAX_POINTS - 1);
    return { from, to: end < range.to ? end : range.to };
  });
  return spans.flatMap((span) => {
    const size = Math.min(MAX_TOKENS, Math.max(1, Math.floor(MAX_POINTS / lengthOf(span))));
    return Array.from({ length: Math.ceil(tokens.length / size) }, (_, i) => ({
      tokens: tokens.slice(i * size, (i + 1) * size),
      range: span,
    }));
  });
}

/**
 * Prices at the midnights that end the days of a range.
 *
 * @see https://api-docs.defillama.com/
 */
export async function llamaChart(
  { api, clock }: { api: ProviderApi; clock: Clock },
  { tokens, range }: ChartPart,
  limit: Limit,
): Promise<DatedBar[]> {
  const path = `/chart/${tokens.map(({ id }) => id).join(',')}`;
  const query = {
    start: Date.parse(addDays(range.from, 1)) / 1000,
    span: lengthOf(range),
    period: '1d',
    searchWidth: TOLERANCE_MS / 1000,
  };
  const { data, at } = await api.get({ path, query, schema: LLAMA_CHART }, limit);
  const [collectedAt, finished] = [clock.now(), finishedDays(range, at)];
  return tokens.flatMap(({ ucid, id }) => {
    const coin = data.coins[id];
    if (!coin || (coin.confidence ?? 1) < SURE) return [];
    const owner = { ucid, symbol: coin.symbol ?? '', source: LLAMA, collectedAt };
    return dailyBars(owner, daysIn(coin), finished);
  });
}

function daysIn({ prices }: LlamaCoin): DayNumbers[] {
  return prices.map(({ timestamp, price }) => ({
    day: dayEndingAt(timestamp * 1000, TOLERANCE_MS),
    numbers: { close: price },
  }));
}
