import type { Notifier } from '../../ports.ts';
import type { Keys } from '../keys.ts';

/** Real ones are longer; a shorter one may stand in any word. */
const SHORTEST_KEY = 8;

export interface TellAllOptions {
  /** None of them is ever told, wherever it stood. */
  readonly keys: Keys;
  /** Last line of every text, such as where the log is. */
  readonly footer?: string | undefined;
}

/** One notifier for several, all told at the same time. */
export function tellAll(notifiers: readonly Notifier[], { keys, footer }: TellAllOptions): Notifier {
  const secrets = Object.values(keys).filter((key) => key !== undefined && key.length >= SHORTEST_KEY);
  const withoutKeys = (text: string) =>
    secrets.reduce<string>((rest, key) => rest.replaceAll(String(key), '***'), text);
  return {
    async notify({ subject, text, ...rest }) {
      const whole = footer === undefined ? text : `${text}\n${footer}`;
      const notice = { ...rest, subject: withoutKeys(subject), text: withoutKeys(whole) };
      await Promise.all(notifiers.map((notifier) => notifier.notify(notice)));
    },
  };
}
