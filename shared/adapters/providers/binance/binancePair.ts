import type { ListedToken } from '../../../ports.ts';
import type { BinancePair } from './binanceAnswers.ts';

const QUOTE = 'USDT';
const LOTS: readonly (readonly [prefix: string, tokens: number])[] = [
  ['1000000', 1_000_000],
  ['1000', 1000],
  ['1M', 1_000_000],
];

/** A pair as it is asked for, and how many tokens its price is of. */
export interface PairInLots {
  readonly pair: string;
  readonly tokens: number;
  readonly symbol: string;
}

/**
 * What a pair against USDT may be of. 1000SATS is a thousand SATS, 1INCH is one 1INCH, and nothing but the price tells:
 * so both readings are listed, the second as `1000SATSUSDT/1000`, for the mapping to choose by price.
 */
export function listedTokens({ symbol: pair, baseAsset, quoteAsset, status }: BinancePair): ListedToken[] {
  if (status !== 'TRADING' || quoteAsset !== QUOTE) return [];
  const lot = LOTS.find(([prefix]) => baseAsset.startsWith(prefix) && baseAsset.length > prefix.length);
  const whole = { id: pair, symbol: baseAsset, ...UNTOLD };
  if (!lot) return [whole];
  const [prefix, tokens] = lot;
  return [whole, { id: `${pair}/${tokens}`, symbol: baseAsset.slice(prefix.length), ...UNTOLD }];
}

const UNTOLD = { name: undefined, rank: undefined, contracts: [] };

/** The other way round. */
export function pairOf(id: string): PairInLots {
  const [pair = '', lot = '1'] = id.split('/');
  const tokens = Number(lot);
  const base = pair.slice(0, pair.length - QUOTE.length);
  const [prefix] = LOTS.find(([start, size]) => size === tokens && base.startsWith(start)) ?? [''];
  return { pair, tokens, symbol: base.slice(prefix.length) };
}
