import { reportError } from '../../errors.ts';
import type { Clock, Log, Notifier } from '../../ports.ts';
import { send } from '../http.ts';
import type { Channel } from './channel.ts';

/** All a run gives to telling one channel, repeats and pauses included. */
const BUDGET_MS = 10_000;
const ATTEMPT_MS = 4_000;
const DELAYS_MS = [500, 1500];

export interface ChannelNotifierOptions {
  readonly clock: Clock;
  readonly log: Log;
}

/** Posts notices to a channel. What fails is repeated within ten seconds, then logged; it never throws. */
export function channelNotifier(channel: Channel, { clock, log }: ChannelNotifierOptions): Notifier {
  return {
    async notify(notice) {
      const end = clock.abortAfter(BUDGET_MS);
      const retryUntil = new Date(clock.now().getTime() + BUDGET_MS);
      const request = {
        method: 'POST',
        url: channel.url,
        headers: { 'Content-Type': 'application/json' },
        body: new TextEncoder().encode(JSON.stringify(channel.body(notice))),
        timeoutMs: ATTEMPT_MS,
        label: `the message to ${channel.name}`,
      } as const;
      try {
        // A repeat after an unclear answer may arrive twice: better than not at all.
        await send(request, { clock, limit: { retryUntil, signal: end.signal }, delaysMs: DELAYS_MS });
      } catch (error) {
        log.warn('nobody could be told', {
          channel: channel.name,
          subject: notice.subject,
          ...reportError(error),
        });
      } finally {
        end.cancel();
      }
    },
  };
}
