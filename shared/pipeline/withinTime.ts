import type { Clock, Limit } from '../ports.ts';

export interface TimeToSpend {
  readonly clock: Clock;
  readonly ms: number;
  /** Ends it earlier. */
  readonly signal?: AbortSignal | undefined;
}

/** Calls `body` with a limit of so many milliseconds that also ends when the signal does. Leaves no timer behind. */
export async function withinTime<T>(
  { clock, ms, signal }: TimeToSpend,
  body: (limit: Limit) => Promise<T>,
): Promise<T> {
  const outOfTime = clock.abortAfter(ms);
  const signals = signal ? [signal, outOfTime.signal] : [outOfTime.signal];
  const retryUntil = new Date(clock.now().getTime() + ms);
  try {
    return await body({ retryUntil, signal: AbortSignal.any(signals) });
  } finally {
    outOfTime.cancel();
  }
}
