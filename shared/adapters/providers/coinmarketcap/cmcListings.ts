import type { UtcDay } from '../../../domain/utcDay.ts';
import { TransientError } from '../../../errors.ts';
import type { Bar } from '../../../market/bar.ts';
import type { Clock, Cost, Limit } from '../../../ports.ts';
import { barOf } from '../dailyBars.ts';
import { finishedDays } from '../finishedDays.ts';
import { CMC_ANSWERS } from './cmcAnswers.ts';
import type { CmcApi } from './cmcApi.ts';
import { CMC } from './cmcHistory.ts';
import { allPages, PAGE } from './cmcPages.ts';

const TOKENS_A_CREDIT = 100;
const WHOSE_CLOCK =
  'One of the two clocks is wrong, or an old copy was answered: check the time of this machine; the next run asks again.';

/**
 * The largest tokens at the end of a UTC day that is over by our clock. Ready 30 minutes after midnight.
 *
 * @throws as `CmcApi`; TransientError `malformed_answer` when the day is not over by theirs: what they have is no close
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
    if (!finishedDays({ from: day, to: day }, at)) throw underWay(day, { theirs: at, ours: clock.now() });
    return data;
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

function underWay(day: UtcDay, { theirs, ours }: { theirs: Date; ours: Date }): TransientError {
  const clocks = `its clock says ${minuteOf(theirs)}, ours ${minuteOf(ours)}`;
  const message = `${CMC} on ${day}: ${clocks}, and by its clock that day is not over`;
  return new TransientError('malformed_answer', message, { hint: WHOSE_CLOCK });
}

/** `2026-11-24 12:40 UTC` */
function minuteOf(time: Date): string {
  return `${time.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
