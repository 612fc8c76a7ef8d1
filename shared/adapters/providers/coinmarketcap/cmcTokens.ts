import type { Limit, ListedToken } from '../../../ports.ts';
import { CMC_ANSWERS, type CmcToken } from './cmcAnswers.ts';
import type { CmcApi } from './cmcApi.ts';
import { allPages } from './cmcPages.ts';

/**
 * The list of active tokens; free of charge. Symbols are in capitals here, unlike in listings.
 *
 * @see https://coinmarketcap.com/api/documentation/pro-api-reference/cryptocurrency
 */
export async function cmcTokens(api: CmcApi, limit: Limit): Promise<ListedToken[]> {
  const path = '/v1/cryptocurrency/map';
  const listed = await allPages(Number.POSITIVE_INFINITY, async (page) => {
    const query = { ...page, listing_status: 'active', sort: 'id', aux: 'platform' };
    return (await api.data({ path, query, schema: CMC_ANSWERS.map, credits: 0 }, limit)).data;
  });
  return listed.map(toListedToken);
}

function toListedToken({ id, symbol, name, rank, platform }: CmcToken): ListedToken {
  const address = platform?.token_address;
  return {
    id,
    symbol,
    name: name ?? undefined,
    rank: rank || undefined,
    contracts: address ? [address] : [],
  };
}
