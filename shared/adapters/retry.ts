import { AppError, DeadlineError, TransientError } from '../errors.ts';
import type { Clock, Limit } from '../ports.ts';

/** How often and how long a step is repeated. */
export interface RetryPolicy {
  readonly clock: Clock;
  readonly limit: Limit;
  /** Pauses before the second, third … attempt; one entry more makes one attempt more. */
  readonly delaysMs?: readonly number[];
  /** True where a pause has a reason of its own, and is not to become shorter as the limit comes near. */
  readonly exact?: boolean;
  /** Told before each pause. */
  readonly onPause?: (error: AppError, pauseMs: number) => void;
}

const DELAYS_MS = [500, 1000, 2000];
/** Shorter pauses before the limit only tire the other side. */
const SHORTEST_MS = 250;

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
 * Waits until the next attempt is due. With little time left to the limit the pauses become shorter, so that a service
 * that comes back in the last seconds is still asked; what the other side asks for is never cut short.
 *
 * @param attempt 0 for the first
 * @returns false, at once, when there must be none: the failure is final, the attempts are used up, or the
 *   pause (at least what the other side asked for) would pass the limit
 */
export async function mayRepeat(error: unknown, attempt: number, policy: RetryPolicy): Promise<boolean> {
  const { clock, limit, delaysMs = DELAYS_MS, exact = false, onPause } = policy;
  const delay = delaysMs[attempt];
  if (delay === undefined || !(error instanceof AppError) || !error.retryable) return false;
  const left = limit.retryUntil.getTime() - clock.now().getTime();
  const usual = delay * (1 + Math.random() / 5);
  const own = exact ? usual : Math.min(usual, Math.max(left / 2, SHORTEST_MS));
  const pause = Math.max(own, askedPause(error));
  if (pause > left) return false;
  onPause?.(error, pause);
  await sleepWithin(pause, policy, error);
  return true;
}

function askedPause(error: AppError): number {
  return error instanceof TransientError ? (error.retryAfterMs ?? 0) : 0;
}

async function sleepWithin(ms: number, { clock, limit }: RetryPolicy, failure: AppError): Promise<void> {
  try {
    await clock.sleep(ms, limit.signal);
  } catch (error) {
    if (!limit.signal.aborted) throw error;
    const message = `the run ended before a failed request could be repeated: ${failure.message}`;
    throw new DeadlineError('run_out_of_time', message, { cause: failure });
  }
}
