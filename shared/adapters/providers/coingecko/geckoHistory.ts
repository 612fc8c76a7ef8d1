import { daysBetween, utcDay } from '../../../domain/utcDay.ts';
import type { DatedBar } from '../../../market/bar.ts';
import type { Clock, Limit, ProviderToken } from '../../../ports.ts';
import { type DayNumbers, dailyBars } from '../dailyBars.ts';
import { dayEndingAt } from '../dayEndingAt.ts';
import { type DayRange, finishedDays } from '../finishedDays.ts';
import type { ProviderApi } from '../providerApi.ts';
import { GECKO_ANSWERS, type GeckoChart } from './geckoAnswers.ts';
import { GECKO } from './geckoApi.ts';

const DAY_MS = 86_400_000;
/** Daily points are stamped midnight; the last of an answer is the price of this moment, which is no close. */
const TOLERANCE_MS = 5 * 60_000;

/**
 * One token's bars: a request each.
 *
 * @see https://docs.coingecko.com/reference/coins-id-market-chart
 */
export async function geckoHistory(
  { api, clock }: { api: ProviderApi; clock: Clock },
  { token: { ucid, id }, range }: { token: ProviderToken; range: DayRange },
  limit: Limit,
): Promise<DatedBar[]> {
  const path = `/coins/${encodeURIComponent(id)}/market_chart`;
  const days = daysBetween(range.from, utcDay(clock.now().getTime())!);
  // A single day would be told in steps of five minutes.
  const query = { vs_currency: 'usd', days: Math.max(2, days), interval: 'daily' };
  const told = await api.find({ path, query, schema: GECKO_ANSWERS.chart }, limit);
  if (!told) return [];
  const owner = { ucid, symbol: '', source: GECKO, collectedAt: clock.now() };
  return dailyBars(owner, daysIn(told.data), finishedDays(range, told.at));
}

/** The three series of a chart, put together by time stamp: none is sure to have what the others have. */
function daysIn({ prices, market_caps, total_volumes }: GeckoChart): DayNumbers[] {
  const volumes = new Map(total_volumes.map(([time, volume]) => [time, volume]));
  const caps = new Map(market_caps.map(([time, cap]) => [time, cap]));
  return prices
    .toSorted(([a], [b]) => fromMidnight(b) - fromMidnight(a))
    .map(([time, close]) => ({
      day: dayEndingAt(time, TOLERANCE_MS),
      numbers: {
        close,
        volumeUsd: volumes.get(time) ?? Number.NaN,
        marketCapUsd: caps.get(time) ?? Number.NaN,
      },
    }));
}

/** The nearest to midnight comes last, and so stands for its day. */
function fromMidnight(time: number): number {
  return Math.abs(time - Math.round(time / DAY_MS) * DAY_MS);
}
