import { collectMarket } from '../../shared/pipeline/collectMarket.ts';
import type { CollectDocument } from '../../shared/pipeline/market/collectDocument.ts';
import { collectText } from '../collectText.ts';
import { interruption } from '../interruption.ts';
import type { CommandFunction } from '../invocation.ts';
import { marketIn, openMarket } from '../openMarket.ts';
import { readSettings } from '../readSettings.ts';
import { placeOf } from '../wiring.ts';

interface CollectOptions {
  readonly failIfIdle?: true;
}

/** What the collect Lambda does, once, from the command line. */
export const marketCollect: CommandFunction<CollectOptions> = async (options, terminal) => {
  const market = marketIn(await readSettings(options.settings));
  const signal = interruption();
  const working = terminal.working('asking the providers');
  try {
    const ports = await openMarket(placeOf(options), market, terminal.log);
    const document = await collectMarket(ports, { settings: { market }, signal });
    return {
      document,
      text: collectText(document, terminal.paint),
      exitCode: exitCodeOf(document, options.failIfIdle ?? false),
    };
  } finally {
    working.stop();
  }
};

function exitCodeOf({ outcome }: CollectDocument, failIfIdle: boolean): number {
  if (outcome === 'failed') return 1;
  return outcome === 'complete' && failIfIdle ? 3 : 0;
}
