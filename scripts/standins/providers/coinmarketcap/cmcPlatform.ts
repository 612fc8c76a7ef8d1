import type { MarketToken } from '../../market/marketSource.ts';

/** Where a token's contract is; null for one with a chain of its own. */
export function platformOf({ contract }: MarketToken) {
  if (contract === undefined) return null;
  return { id: 1027, name: 'Ethereum', symbol: 'ETH', slug: 'ethereum', token_address: contract };
}
