import { AppError, DeadlineError, TransientError } from '../errors.ts';
import type { Clock, Limit } from '../ports.ts';

/** How often and how long a step is repeated. */
export interface RetryPolicy {
  readonly clock: Clock;
  readonly limit: Limit;
  /** Pauses before the second, third … attempt; one entry more makes one attempt more. */
  readonly delaysMs?: readonly number[];
}

const DELAYS_MS = [500, 1000, 2000];

/**
 * `work`, repeated as long as its failure may heal. Only an `AppError` that says so is repeated: a TypeError
 * of our own is a bug and stays one.
 *
 * @throws what the last attempt threw; DeadlineError `run_out_of_time` when the limit's signal is aborted
 */
export async function retrying<T>(work: () => Promise<T>, policy: RetryPolicy): Promise<T> {
  return retryingWithFresh(async () => undefined, work, policy);
}

/**
 * `use`, repeated with something freshly prepared each time, such as a presigned URL that expires. `prepare`
 * repeats itself as it sees fit; its failure is final.
 */
export async function retryingWithFresh<P, T>(
  prepare: () => Promise<P>,
  use: (prepared: P) => Promise<T>,
  policy: RetryPolicy,
): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    const prepared = await prepare();
    try {
      return await use(prepared);
    } catch (error) {
      if (!(await mayRepeat(error, attempt, policy))) throw error;
    }
  }
}

/**
 * Waits until the next attempt is due.
 *
 * @param attempt 0 for the first
 * @returns false, at once, when there must be none: the failure is final, the attempts are used up, or the
 *   pause (at least what the other side asked for) would pass the limit
 */
export async function mayRepeat(error: unknown, attempt: number, policy: RetryPolicy): Promise<boolean> {
  const { clock, limit, delaysMs = DELAYS_MS } = policy;
  const delay = delaysMs[attempt];
  if (delay === undefined || !(error instanceof AppError) || !error.retryable) return false;
  const asked = error instanceof TransientError ? (error.retryAfterMs ?? 0) : 0;
  const pause = Math.max(delay * (1 + Math.random() / 5), asked);
  if (clock.now().getTime() + pause > limit.retryUntil.getTime()) return false;
  await sleepWithin(pause, clock, limit);
  return true;
}

async function sleepWithin(ms: number, clock: Clock, limit: Limit): Promise<void> {
  try {
    await clock.sleep(ms, limit.signal);
  } catch (error) {
    if (!limit.signal.aborted) throw error;
    throw new DeadlineError('run_out_of_time', 'the run ended before a failed request could be repeated');
  }
}
