import type { MarketToken } from '../../market/marketSource.ts';
import { lastFinishedDay } from '../daysOf.ts';
import type { Call, Document } from '../marketWorld.ts';
import { ranked } from './cmcListings.ts';
import { pageOf } from './cmcPage.ts';
import { platformOf } from './cmcPlatform.ts';
import { cmcAnswer } from './cmcStatus.ts';

/** `/v1/cryptocurrency/map`: the list of ids, free of charge; symbols in capitals. */
export function cmcMap(call: Call): Document {
  const { world, query } = call;
  const today = lastFinishedDay(call);
  const ranks = new Map(ranked(call, today).map(({ token }, i) => [token, i + 1]));
  const wanted = (query.get('listing_status') ?? 'active').split(',');
  const isWanted = (token: MarketToken) => {
    if (token.firstDay > today) return wanted.includes('untracked');
    return wanted.includes(isActive(token, today) ? 'active' : 'inactive');
  };
  const rows = world.market.tokens
    .filter(isWanted)
    .toSorted((a, b) => Number(a.ucid) - Number(b.ucid))
    .map((token) => mapRow(token, ranks.get(token)));
  return cmcAnswer(call, pageOf(call, rows), 0);
}

function isActive({ lastDay }: MarketToken, today: string): boolean {
  return lastDay === undefined || lastDay >= today;
}

function mapRow(token: MarketToken, rank: number | undefined) {
  const { ucid, symbol, name, slug, firstDay, lastDay } = token;
  return {
    id: Number(ucid),
    rank: rank ?? null,
    name,
    symbol: symbol.toUpperCase(),
    slug,
    is_active: rank === undefined ? 0 : 1,
    first_historical_data: `${firstDay}T00:00:00.000Z`,
    last_historical_data: lastDay ? `${lastDay}T23:55:00.000Z` : null,
    platform: platformOf(token),
  };
}
