import { DeadlineError, TransientError } from '../../errors.ts';
import type { Clock, Limit } from '../../ports.ts';

export interface PaceOptions {
  /** Named when somebody has to wait too long. */
  readonly source: string;
  readonly clock: Clock;
  /** Requests, or their weight; infinite for no limit. */
  readonly perMinute: number;
  /** How much may go at once after a rest. */
  readonly burst: number;
}

/** Lets requests go one after the other so that a plan's limit a minute is never met. */
export interface Pace {
  /**
   * Resolves when a request of this weight may be sent.
   *
   * @throws TransientError `rate_limited` when the other side wants to be left alone beyond the limit;
   *   DeadlineError `run_out_of_time` when its turn comes after the limit, or the limit's signal is aborted
   */
  take(weight: number, limit: Limit): Promise<void>;
  /** Nothing goes for so long. */
  holdFor(ms: number): void;
  /** A new limit a minute. */
  allow(perMinute: number): void;
  /** The limit now. */
  readonly perMinute: number;
}

const MINUTE_MS = 60_000;

/** A token bucket, told in time: `booked` is the instant up to which everything is spoken for. */
export function pace({ source, clock, perMinute, burst }: PaceOptions): Pace {
  let msEach = MINUTE_MS / perMinute;
  let booked = 0;
  let heldUntil = 0;

  const nextTurn = (weight: number, limit: Limit): number => {
    const now = clock.now().getTime();
    const bookedFrom = Math.max(booked, now - burst * msEach);
    const turn = Math.max(now, bookedFrom + weight * msEach, heldUntil);
    checkInTime(turn, limit, { source, isHeld: turn === heldUntil && turn > now, now });
    booked = Math.max(bookedFrom + weight * msEach, heldUntil);
    return turn - now;
  };
  return {
    take: async (weight, limit) => {
      const waitMs = nextTurn(weight, limit);
      if (waitMs > 0) await sleepWithin(waitMs, { clock, limit, source });
    },
    holdFor: (ms) => {
      // No hold at all: a burst that is saved up stays so.
      if (ms > 0) heldUntil = Math.max(heldUntil, clock.now().getTime() + ms);
    },
    allow: (next) => {
      msEach = MINUTE_MS / next;
    },
    get perMinute() {
      return MINUTE_MS / msEach;
    },
  };
}

function checkInTime(
  turn: number,
  { retryUntil }: Limit,
  { source, isHeld, now }: { source: string; isHeld: boolean; now: number },
): void {
  if (turn === now || turn <= retryUntil.getTime()) return;
  if (!isHeld)
    throw new DeadlineError(
      'run_out_of_time',
      `${source}: its limit a minute allows no more requests in the time that is left`,
    );
  throw new TransientError('rate_limited', `${source} asked to be left alone for longer than the run`, {
    retryAfterMs: turn - now,
  });
}

async function sleepWithin(
  ms: number,
  { clock, limit, source }: { clock: Clock; limit: Limit; source: string },
): Promise<void> {
  try {
    await clock.sleep(ms, limit.signal);
  } catch (error) {
    if (!limit.signal.aborted) throw error;
    throw new DeadlineError('run_out_of_time', `the run ended before ${source} could be asked`);
  }
}
