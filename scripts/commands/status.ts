import { systemClock } from '../../shared/adapters/local/systemClock.ts';
import { UsageError } from '../../shared/errors.ts';
import { interruption } from '../interruption.ts';
import type { CommandFunction } from '../invocation.ts';
import { readSettings } from '../readSettings.ts';
import { statusDocument } from '../statusDocument.ts';
import { statusText } from '../statusText.ts';
import { placeOf } from '../wiring.ts';

interface StatusOptions {
  readonly watch?: true;
  /** Seconds between two looks. */
  readonly every: number;
  readonly rounds: number;
}

/** What the last rounds came to, what is open, what comes next; with `--watch` again and again. */
export const status: CommandFunction<StatusOptions> = async (options, terminal) => {
  const { watch = false, every, rounds: atMost } = options;
  if (watch && terminal.json) {
    throw new UsageError('usage', '--json prints one document and --watch many screens: leave one out');
  }
  const settings = await readSettings(options.settings);
  const signal = interruption();
  const facts = { place: placeOf(options), settings, atMost, log: terminal.log, signal };
  for (;;) {
    const document = await statusDocument(facts);
    const text = statusText(document, terminal.paint);
    if (!watch) return { document, text };
    terminal.screen(text);
    await systemClock.sleep(every * 1000, signal).catch(() => undefined);
    if (signal.aborted) return { document, text: 'no longer watching' };
  }
};
