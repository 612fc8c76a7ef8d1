import type { Limit } from '../../shared/ports.ts';

/** A limit that never ends; `retryUntil` and the signal can be set. */
export function limitOf(retryUntil = '2999-01-01T00:00:00Z', signal = new AbortController().signal): Limit {
  return { retryUntil: new Date(retryUntil), signal };
}

/** What `work` rejects with; a test fails when it does not. */
export async function rejectionOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    (value) => {
      throw new Error(`resolved with ${JSON.stringify(value)} where a failure was expected`);
    },
    (error: unknown) => error,
  );
}
