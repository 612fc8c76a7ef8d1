import type { UtcDay } from '../../../domain/utcDay.ts';
import type { Bar } from '../../../market/bar.ts';
import type { Clock, Cost, Limit } from '../../../ports.ts';
import { barOf } from '../dailyBars.ts';
import { finishedDays } from '../finishedDays.ts';
import { CMC_ANSWERS } from './cmcAnswers.ts';
import type { CmcApi } from './cmcApi.ts';
import { CMC } from './cmcHistory.ts';
import { allPages, PAGE } from './cmcPages.ts';

const TOKENS_A_CREDIT = 100;

/**
 * The largest tokens at the end of a UTC day. Ready 30 minutes after midnight.
 *
 * @see https://coinmarketcap.com/api/documentation/pro-api-reference/cryptocurrency
 */
export async function cmcListings(
  { api, clock }: { api: CmcApi; clock: Clock },
  { day, top }: { day: UtcDay; top: number },
  limit: Limit,
): Promise<Bar[]> {
  const path = '/v1/cryptocurrency/listings/historical';
  const listed = await allPages(top, async (page) => {
    const query = { date: day, ...page, sort: 'market_cap', sort_dir: 'desc' };
    const { credits } = cmcListingsCost(page.limit);
    const { data, at } = await api.data({ path, query, credits, schema: CMC_ANSWERS.listings }, limit);
    // By their clock the day is under way: what they have of it is no close.
    return finishedDays({ from: day, to: day }, at) ? data : [];
  });
  const collectedAt = clock.now();
  return listed.map(({ id, symbol, quote: { USD } }) => {
    const numbers = { close: USD.price, volumeUsd: USD.volume_24h, marketCapUsd: USD.market_cap };
    return barOf({ ucid: id, symbol, source: CMC, collectedAt }, numbers);
  });
}

export function cmcListingsCost(top: number): Cost {
  return { requests: Math.ceil(top / PAGE), credits: Math.ceil(top / TOKENS_A_CREDIT) };
}
