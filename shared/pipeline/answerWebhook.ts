import { createHash, timingSafeEqual } from 'node:crypto';
import type { Log } from '../ports.ts';

/** A request to the public address. Its body is not looked at: Numerai signs nothing. */
export interface WebhookCall {
  readonly method: string;
  /** Begins with a slash; the token follows it. */
  readonly path: string;
}

export interface WebhookAnswer {
  readonly statusCode: 200 | 404;
  readonly body: string;
}

export interface WebhookPorts {
  readonly log: Log;
  /** What a caller must know; undefined when none was stored, so that nobody is let in. */
  readonly token: string | undefined;
  /** Starts one run of submit, and does not wait for it. */
  readonly startSubmit: () => Promise<void>;
}

/** A shorter one could be guessed. */
const SHORTEST_TOKEN = 32;
/** Says the same of every path, method and token, so that nothing can be learnt from it. */
const NOT_FOUND: WebhookAnswer = { statusCode: 404, body: 'not found\n' };

/**
 * Numerai says that a round has opened: a hint to look at once, never an order. Whoever knows the token can start a
 * run, which does what every tick does, and nothing else.
 *
 * @returns 200 once the run has been started (Numerai takes nothing else for success), or 404
 * @throws AppError when it cannot be started
 */
export async function answerWebhook(
  { log, token, startSubmit }: WebhookPorts,
  { method, path }: WebhookCall,
): Promise<WebhookAnswer> {
  if (token !== undefined && token.length < SHORTEST_TOKEN)
    log.warn(`NUMERAI_WEBHOOK_TOKEN is shorter than ${SHORTEST_TOKEN} characters; nobody is let in`);
  const given = path.slice(1);
  // Compared first and always, so that the time taken tells nothing either.
  const known = isSame(given, token ?? '') && (token ?? '').length >= SHORTEST_TOKEN;
  if (!known || method !== 'POST') return NOT_FOUND;
  await startSubmit();
  log.info('Numerai called; submit was started');
  return { statusCode: 200, body: 'submit was started\n' };
}

/** Digests are of one length, whatever was given. */
function isSame(one: string, other: string): boolean {
  const [a, b] = [one, other].map((text) => createHash('sha256').update(text).digest());
  return timingSafeEqual(a!, b!);
}
