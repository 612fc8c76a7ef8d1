import type { Clock } from '../../shared/ports.ts';

/** A clock that stands still until it is moved, and jumps ahead when somebody sleeps. */
export interface DayClock extends Clock {
  set(time: Date): void;
  advance(seconds: number): void;
  /** Seconds slept, in order. */
  readonly slept: readonly number[];
}

export function dayClock(start: Date): DayClock {
  let now = start.getTime();
  const slept: number[] = [];
  const alarms = new Set<{ due: number; controller: AbortController }>();
  const moveTo = (time: number) => {
    now = time;
    for (const alarm of alarms) if (alarm.due <= now) alarm.controller.abort();
  };
  return {
    slept,
    now: () => new Date(now),
    set: (time) => moveTo(time.getTime()),
    advance: (seconds) => moveTo(now + seconds * 1000),
    sleep: async (ms, signal) => {
      signal?.throwIfAborted();
      slept.push(ms / 1000);
      moveTo(now + ms);
      signal?.throwIfAborted();
    },
    abortAfter: (ms) => {
      const alarm = { due: now + ms, controller: new AbortController() };
      alarms.add(alarm);
      return { signal: alarm.controller.signal, cancel: () => alarms.delete(alarm) };
    },
  };
}
