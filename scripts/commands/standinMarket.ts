import { once } from 'node:events';
import { codeOf } from '../../shared/adapters/local/diskError.ts';
import { fileError } from '../../shared/adapters/local/fileError.ts';
import { addDays, utcDay } from '../../shared/domain/utcDay.ts';
import { UsageError } from '../../shared/errors.ts';
import { interruption } from '../interruption.ts';
import type { CommandFunction } from '../invocation.ts';
import { recordedMarket } from '../standins/market/recordedMarket.ts';
import type { MarketOptions } from '../standins/providers/marketOptions.ts';
import type { MarketStandin } from '../standins/providers/marketStandin.ts';
import { startMarket } from '../standins/providers/startMarket.ts';
import type { Paint } from '../terminal.ts';

interface StandinMarketOptions {
  readonly port?: number;
  readonly plan?: MarketOptions['plan'];
  readonly tokens?: number;
  readonly seed?: number;
  readonly data?: string;
  readonly fault?: readonly string[];
}

/** Local market data providers that run until they are interrupted. */
export const standinMarket: CommandFunction<StandinMarketOptions> = async (options, terminal) => {
  const signal = interruption();
  const market = await start(options);
  const { environment } = market;
  const document = { environment, tokens: market.market.tokens.length };
  terminal.result(document, standinText(market, terminal.paint));
  if (!signal.aborted) await once(signal, 'abort');
  await market.close();
  return { document, text: '' };
};

async function start(options: StandinMarketOptions): Promise<MarketStandin> {
  const { port = 0, plan = 'basic', tokens, seed, data, fault: faults = [] } = options;
  const invented = { ...(tokens !== undefined && { tokens }), ...(seed !== undefined && { seed }) };
  const market = data === undefined ? invented : await recorded(data);
  return startMarket({ port, plan, market, faults }).catch((error) => {
    throw codeOf(error) ? new UsageError('usage', `port ${port} cannot be had: ${codeOf(error)}`) : error;
  });
}

/** With its newest day as yesterday, so that there is something to collect. */
async function recorded(folder: string) {
  const yesterday = addDays(utcDay(Date.now())!, -1);
  return recordedMarket(folder, yesterday).catch((error) => {
    throw fileError(error, 'read', folder);
  });
}

function standinText({ environment, market }: MarketStandin, paint: Paint): string {
  return [
    paint('bold', `Local market data providers with ${market.tokens.length} tokens, until Ctrl-C`),
    '',
    'To use them from another terminal (the keys are good for nothing else):',
    ...Object.entries(environment).map(([name, value]) => `  export ${name}=${value}`),
    '  npm run -s autopilot -- market collect --local',
  ].join('\n');
}
