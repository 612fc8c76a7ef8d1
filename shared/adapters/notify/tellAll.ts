import type { Notifier } from '../../ports.ts';
import type { Keys } from '../keys.ts';
import { withoutKeys } from './withoutKeys.ts';

export interface TellAllOptions {
  /** None of them is ever told, wherever it stood. */
  readonly keys: Keys;
  /** Last line of every text, such as where the log is. */
  readonly footer?: string | undefined;
}

/** One notifier for several, all told at the same time. */
export function tellAll(notifiers: readonly Notifier[], { keys, footer }: TellAllOptions): Notifier {
  const clean = withoutKeys(keys);
  return {
    async notify({ subject, text, ...rest }) {
      const whole = footer === undefined ? text : `${text}\n${footer}`;
      const notice = { ...rest, subject: clean(subject), text: clean(whole) };
      await Promise.all(notifiers.map((notifier) => notifier.notify(notice)));
    },
  };
}
