import { AccessError, type AppError, RefusedError, TransientError } from '../../../errors.ts';
import { statusFailure } from '../../httpFailure.ts';
import type { Said } from '../providerApi.ts';
import { Status } from './cmcAnswers.ts';

const MINUTE_MS = 60_000;
/** A shared address is crowded for longer than a moment. */
const CROWDED_MS = 10_000;
const HISTORY = /plan|histor|subscription|older than/i;

/** CoinMarketCap's words about a failure. */
export function cmcWords(body: unknown): string {
  const status = statusIn(body);
  return status ? `code ${status.error_code}, ${status.error_message || 'without words'}` : '';
}

/**
 * What CoinMarketCap's own error code means, also under a status of 200; undefined for an answer that tells none.
 *
 * @see https://pro.coinmarketcap.com/api/documentation/guides/errors-and-rate-limits
 */
export function cmcFailure(said: Said): AppError | undefined {
  const code = statusIn(said.body)?.error_code ?? 0;
  if (code === 0) return said.status === 402 ? rejected(said) : undefined;
  const message = `${said.label} answered ${said.status}: ${said.words}`;
  switch (code) {
    case 1001:
    case 1002:
    case 1003:
    case 1004:
    case 1005:
    case 1007:
      return rejected(said);
    case 1006:
      return new RefusedError('plan_lacks_endpoint', message);
    case 1008:
      return tooMany(said, message, MINUTE_MS - (said.now.getTime() % MINUTE_MS));
    case 1009:
    case 1010:
      return new RefusedError('quota_spent', message);
    case 1011:
      return tooMany(said, message, CROWDED_MS);
    default:
      return otherFailure(said, message, code);
  }
}

function otherFailure({ status, words }: Said, message: string, code: number): AppError | undefined {
  if (code === 400 && HISTORY.test(words)) return new RefusedError('plan_lacks_history', message);
  // Any other status than 2xx explains itself.
  if (status < 200 || status >= 300) return undefined;
  return code >= 500 && code < 600
    ? new TransientError('server_error', message)
    : new RefusedError('request_refused', message);
}

function rejected({ label, status, words }: Said): AccessError {
  return new AccessError('access_denied', `${label} answered ${status}${words && `: ${words}`}`);
}

/** At most a minute, for so long the limit counts; what `Retry-After` asks for goes first. */
function tooMany(said: Said, message: string, waitMs: number): TransientError {
  return new TransientError('rate_limited', message, { retryAfterMs: askedMs(said) || waitMs });
}

/** What `Retry-After` asks for; 0 without. */
function askedMs(said: Said): number {
  const failure = statusFailure({ ...said, status: 429 }, said.now);
  return failure instanceof TransientError ? (failure.retryAfterMs ?? 0) : 0;
}

function statusIn(body: unknown) {
  if (typeof body !== 'object' || body === null || !('status' in body)) return undefined;
  return Status.safeParse(body.status).data;
}
