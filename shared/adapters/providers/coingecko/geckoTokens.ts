import type { Limit, ListedToken } from '../../../ports.ts';
import type { ProviderApi } from '../providerApi.ts';
import { GECKO_ANSWERS, type GeckoListed } from './geckoAnswers.ts';

const PAGE = 250;
/** As many ranks as a universe can need; without one a ticker has dozens of namesakes. */
const PAGES = 6;

/**
 * Every token with its contracts, and the ranks of the largest.
 *
 * @see https://docs.coingecko.com/reference/coins-list
 * @see https://docs.coingecko.com/reference/coins-markets
 */
export async function geckoTokens(api: ProviderApi, limit: Limit): Promise<ListedToken[]> {
  const query = { include_platform: 'true' };
  const { data } = await api.get({ path: '/coins/list', query, schema: GECKO_ANSWERS.list }, limit);
  const ranks = await ranksOf(api, limit);
  return data.map((token) => toListedToken(token, ranks.get(token.id)));
}

async function ranksOf(api: ProviderApi, limit: Limit): Promise<Map<string, number>> {
  const ranks = new Map<string, number>();
  for (let page = 1; page <= PAGES; page++) {
    const query = { vs_currency: 'usd', order: 'market_cap_desc', per_page: PAGE, page };
    const request = { path: '/coins/markets', query, schema: GECKO_ANSWERS.markets };
    const { data } = await api.get(request, limit);
    for (const { id, market_cap_rank: rank } of data) if (rank) ranks.set(id, rank);
    if (data.length === 0) break;
  }
  return ranks;
}

function toListedToken({ id, symbol, name, platforms }: GeckoListed, rank: number | undefined): ListedToken {
  const contracts = Object.values(platforms ?? {}).filter((address) => !!address);
  return { id, symbol, name: name ?? undefined, rank, contracts: contracts as string[] };
}
