import type { GeneratedMarketOptions } from '../market/generatedMarket.ts';
import type { MarketSource } from '../market/marketSource.ts';

export const PROVIDERS = [
  'coinmarketcap',
  'coingecko',
  'binance',
  'messari',
  'alternative',
  'defillama',
] as const;
export type ProviderName = (typeof PROVIDERS)[number];

export interface MarketOptions {
  /** 0 takes any free port. */
  readonly port: number;
  readonly clock: () => Date;
  /** An invented market, or a recorded one. */
  readonly market: GeneratedMarketOptions | MarketSource;
  /** `basic`: CoinMarketCap has no candles and one year, Messari no history; `startup`: both have everything. */
  readonly plan: 'basic' | 'startup';
  /** Keys that are known; nothing else opens anything. */
  readonly keys: Readonly<Record<'coinmarketcap' | 'coingecko' | 'messari', string>>;
  /** Requests (Binance: weight) a minute, by the clock; none for who is not named. Default: as the plan has it. */
  readonly perMinute: Readonly<Partial<Record<ProviderName, number>>>;
  /** Of CoinMarketCap, a month. */
  readonly credits: number;
  readonly retryAfterSeconds: number;
  /** Faults to begin with, each `NAME[@PROVIDER or ENDPOINT][:COUNT]`. */
  readonly faults: readonly string[];
}

/** Requests a minute of CoinMarketCap's plans. */
export const CMC_PER_MINUTE = { basic: 30, startup: 120 } as const;

/** The free plans, with the limits that their documentation has. */
export const MARKET_DEFAULTS: MarketOptions = {
  port: 0,
  clock: () => new Date(),
  market: {},
  plan: 'basic',
  keys: {
    coinmarketcap: 'local-cmc-key-0000-0000-000000000001',
    coingecko: 'CG-LocalCoinGeckoKey0001',
    messari: 'local-messari-key-0000000000000001',
  },
  perMinute: { coinmarketcap: CMC_PER_MINUTE.basic, coingecko: 100, binance: 6000, messari: 200 },
  credits: 15_000,
  retryAfterSeconds: 1,
  faults: [],
};
