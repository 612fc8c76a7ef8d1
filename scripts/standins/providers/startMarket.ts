import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { generatedMarket } from '../market/generatedMarket.ts';
import { type Answer, deliver, json } from '../numerai/answer.ts';
import { StandinClock } from '../numerai/standinClock.ts';
import { answerMarket } from './answerMarket.ts';
import { MarketFaults } from './marketFaults.ts';
import {
  CMC_PER_MINUTE,
  MARKET_DEFAULTS,
  type MarketOptions,
  PROVIDERS,
  type ProviderName,
} from './marketOptions.ts';
import { MarketStandin } from './marketStandin.ts';
import type { MarketWorld } from './marketWorld.ts';
import { PROVIDER_RULES } from './providerRules.ts';
import { Usage } from './usage.ts';

/**
 * Starts every market data provider on one local port: their shapes, limits and errors, told of one market. By default
 * an invented one whose first tokens are those of the local Numerai with the same seed; `closeOf` tells the truth.
 * Limits a minute follow `clock`: give it the client's own, or set `perMinute: {}`.
 *
 * @throws UsageError `usage` for an unknown fault
 */
export async function startMarket(options: Partial<MarketOptions> = {}): Promise<MarketStandin> {
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  const { perMinute } = MARKET_DEFAULTS;
  const limits = { perMinute: { ...perMinute, coinmarketcap: CMC_PER_MINUTE[options.plan ?? 'basic'] } };
  const world = createWorld({ ...MARKET_DEFAULTS, ...limits, ...Object.fromEntries(given) });
  const server = createServer((request, response) => {
    answerSafely(world, request).then((answer) => deliver(response, answer));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(world.options.port, '127.0.0.1', resolve);
  });
  return new MarketStandin(world, server, urlsOf(server));
}

function createWorld(options: MarketOptions): MarketWorld {
  const { market } = options;
  return {
    options,
    clock: new StandinClock(options.clock),
    market: 'quote' in market ? market : generatedMarket(market),
    faults: new MarketFaults(options.faults),
    usage: new Usage(),
    requests: [],
  };
}

async function answerSafely(world: MarketWorld, request: IncomingMessage): Promise<Answer> {
  try {
    return answerMarket(world, request);
  } catch (error) {
    return json(500, { error: `local provider: ${(error as Error).message}` });
  }
}

function urlsOf(server: Server): Record<ProviderName, string> {
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const entries = PROVIDERS.map((name) => [name, `${origin}${PROVIDER_RULES[name].prefix}`] as const);
  return Object.fromEntries(entries) as Record<ProviderName, string>;
}
