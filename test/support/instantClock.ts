import type { Clock } from '../../shared/ports.ts';

/** A clock that sleeps in no time and remembers how long. Its `abortAfter` never fires. */
export interface InstantClock extends Clock {
  readonly sleptMs: number[];
}

export function instantClock(start = '2026-09-22T12:00:00.000Z'): InstantClock {
  let time = Date.parse(start);
  const sleptMs: number[] = [];
  return {
    sleptMs,
    now: () => new Date(time),
    sleep: async (ms, signal) => {
      signal?.throwIfAborted();
      sleptMs.push(ms);
      time += ms;
    },
    abortAfter: () => ({ signal: new AbortController().signal, cancel: () => undefined }),
  };
}
