import type { Server } from 'node:http';
import type { UtcDay } from '../../../shared/domain/utcDay.ts';
import type { MarketSource } from '../market/marketSource.ts';
import type { StandinClock } from '../numerai/standinClock.ts';
import type { MarketFaults } from './marketFaults.ts';
import type { ProviderName } from './marketOptions.ts';
import type { MarketRequest, MarketWorld } from './marketWorld.ts';

/** The local market data providers, running: where they are, and what can be done behind their backs. */
export class MarketStandin {
  /** Base URL of each, without a slash at the end. */
  readonly urls: Readonly<Record<ProviderName, string>>;
  /** The same as environment variables, with the keys. */
  readonly environment: Readonly<Record<string, string>>;
  readonly clock: StandinClock;
  readonly faults: MarketFaults;
  readonly market: MarketSource;
  /** Every request so far, oldest first. */
  readonly requests: readonly MarketRequest[];
  readonly #world: MarketWorld;
  readonly #server: Server;

  constructor(world: MarketWorld, server: Server, urls: Readonly<Record<ProviderName, string>>) {
    const { keys } = world.options;
    this.#world = world;
    this.#server = server;
    this.urls = urls;
    this.clock = world.clock;
    this.faults = world.faults;
    this.market = world.market;
    this.requests = world.requests;
    this.environment = {
      CMC_API_URL: urls.coinmarketcap,
      CMC_API_KEY: keys.coinmarketcap,
      COINGECKO_API_URL: urls.coingecko,
      COINGECKO_API_KEY: keys.coingecko,
      BINANCE_API_URL: urls.binance,
      MESSARI_API_URL: urls.messari,
      MESSARI_API_KEY: keys.messari,
      FEAR_GREED_API_URL: urls.alternative,
      DEFILLAMA_API_URL: urls.defillama,
    };
  }

  /** CoinMarketCap's credits that were charged so far. */
  get credits(): number {
    return this.#world.usage.credits;
  }

  /** The true close of a token; undefined on a day without a quote. */
  closeOf(ucid: string, day: UtcDay): number | undefined {
    const token = this.market.tokens.find((one) => one.ucid === ucid);
    return token && this.market.quote(token, day)?.close;
  }

  /** Ends all connections and frees the port. */
  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => {
      this.#server.close(() => resolve());
    });
    this.#server.closeAllConnections();
    await closed;
  }
}
