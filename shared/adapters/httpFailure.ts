import { AccessError, type AppError, RefusedError, TransientError } from '../errors.ts';

/** What a failure is judged by; `label` is the method and the address without its query string. */
interface FailedAnswer {
  readonly label: string;
  readonly status: number;
  readonly headers: Headers;
}

/**
 * What an answer outside 2xx means. The only place that decides which status may heal: 408, 429 and 5xx do,
 * 401 and 403 are a matter of keys, everything else was refused for good.
 *
 * @param words what the other side said about it, free of keys
 */
export function statusFailure(answer: FailedAnswer, now: Date, words = ''): AppError {
  const { label, status } = answer;
  const retryAfterMs = retryAfter(answer.headers.get('retry-after'), now);
  const until = retryAfterMs === undefined ? '' : ` and asks to wait until ${isoAfter(now, retryAfterMs)}`;
  const message = `${label} answered ${status}${until}${words && `: ${words}`}`;
  const details = retryAfterMs === undefined ? {} : { retryAfterMs };
  if (status === 408) return new TransientError('timed_out', message, details);
  if (status === 429) return new TransientError('rate_limited', message, details);
  if (status >= 500) return new TransientError('server_error', message, details);
  if (status === 401 || status === 403) return new AccessError('access_denied', message);
  return new RefusedError('request_refused', message);
}

/**
 * What a rejection of `fetch`, or of reading its body, means. Such a rejection carries the socket's error as
 * its cause; one without is a bug in our request and is handed back as it is, never to be retried.
 */
export function networkFailure(label: string, error: unknown): unknown {
  const reason = causeOf(error);
  if (reason === undefined) return error;
  return new TransientError('network_error', `${label} failed: ${reason}`, { cause: error });
}

// By properties, not by `instanceof`: the error may come from another realm.
function causeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('cause' in error)) return undefined;
  const { cause } = error;
  if (typeof cause !== 'object' || cause === null) return undefined;
  if ('code' in cause && typeof cause.code === 'string') return cause.code;
  return 'message' in cause ? String(cause.message) : undefined;
}

/** `Retry-After` in milliseconds from `now`; undefined when there is none or it makes no sense. */
function retryAfter(header: string | null, now: Date): number | undefined {
  if (header === null) return undefined;
  if (/^\s*\d+\s*$/.test(header)) return Number(header) * 1000;
  const until = Date.parse(header);
  return Number.isNaN(until) ? undefined : Math.max(0, until - now.getTime());
}

function isoAfter(now: Date, ms: number): string {
  const end = new Date(now.getTime() + ms);
  return Number.isNaN(end.getTime()) ? 'the end of time' : end.toISOString();
}
