import { newestDay } from '../../shared/pipeline/market/openDays.ts';
import { marketStatus as statusOf } from '../../shared/pipeline/marketStatus.ts';
import type { CommandFunction } from '../invocation.ts';
import { lazyFiles } from '../lazyFiles.ts';
import { marketStatusText } from '../marketStatusText.ts';
import { openStore, placeOf } from '../wiring.ts';

interface StatusOptions {
  readonly days: number;
}

/** What the market store holds and lacks. Reads only. */
export const marketStatus: CommandFunction<StatusOptions> = async (options, terminal) => {
  const store = await openStore(placeOf(options));
  const working = terminal.working('reading the store');
  try {
    const document = await statusOf(
      { store, files: lazyFiles },
      {
        newest: options.days,
        through: newestDay(new Date()),
      },
    );
    return { document, text: marketStatusText(document, terminal.paint) };
  } finally {
    working.stop();
  }
};
