import type { Log, Notifier } from '../../ports.ts';

/** Tells the person who reads the log. */
export function logNotifier(log: Log): Notifier {
  return {
    async notify({ subject, text }) {
      log.warn(subject, { notice: text });
    },
  };
}
