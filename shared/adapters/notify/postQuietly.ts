import { reportError } from '../../errors.ts';
import type { Clock, Log } from '../../ports.ts';
import { send } from '../http.ts';

/** All a run gives to one message, repeats and pauses included. */
const BUDGET_MS = 10_000;
const ATTEMPT_MS = 4_000;
const DELAYS_MS = [500, 1500];

export interface Message {
  /** Who gets it; shown instead of the address, which is a key. */
  readonly to: string;
  readonly url: URL;
  readonly contentType: string;
  readonly body: string;
  /** What it is about, for the log. */
  readonly subject: string;
}

export interface PostingPorts {
  readonly clock: Clock;
  readonly log: Log;
}

/** Posts a message. What fails is repeated within ten seconds, then logged; it never throws. */
export async function postQuietly(message: Message, { clock, log }: PostingPorts): Promise<void> {
  const { to, url, contentType, body, subject } = message;
  const end = clock.abortAfter(BUDGET_MS);
  const retryUntil = new Date(clock.now().getTime() + BUDGET_MS);
  const request = {
    method: 'POST',
    url,
    headers: { 'Content-Type': contentType },
    body: new TextEncoder().encode(body),
    timeoutMs: ATTEMPT_MS,
    label: `the message to ${to}`,
  } as const;
  try {
    // A repeat after an unclear answer may arrive twice: better than not at all.
    await send(request, { clock, limit: { retryUntil, signal: end.signal }, delaysMs: DELAYS_MS });
  } catch (error) {
    log.warn('nobody could be told', { channel: to, subject, ...reportError(error) });
  } finally {
    end.cancel();
  }
}
