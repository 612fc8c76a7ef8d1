import { describe, expect, it } from '@jest/globals';
import { mayRepeat, retrying, retryingWithFresh } from '../../shared/adapters/retry.ts';
import { RefusedError, TransientError } from '../../shared/errors.ts';
import { instantClock } from '../support/instantClock.ts';
import { limitOf, rejectionOf } from '../support/limits.ts';

const broken = () => new TransientError('network_error', 'broken');

/** Fails with these errors one after the other, then succeeds; counts its calls. */
function failing(...errors: unknown[]) {
  const work = async () => {
    work.calls++;
    const error = errors.shift();
    if (error) throw error;
    return 'done';
  };
  work.calls = 0;
  return work;
}

describe('retrying', () => {
  it('tries four times, with growing pauses and at most a fifth of jitter', async () => {
    const clock = instantClock();
    const work = failing(broken(), broken(), broken());
    expect(await retrying(work, { clock, limit: limitOf() })).toBe('done');
    expect(work.calls).toBe(4);
    for (const [i, base] of [500, 1000, 2000].entries()) {
      expect(clock.sleptMs[i]).toBeGreaterThanOrEqual(base);
      expect(clock.sleptMs[i]).toBeLessThanOrEqual(base * 1.2);
    }
  });

  it('gives the fifth failure up before it happens and throws the last one as it is', async () => {
    const last = broken();
    const work = failing(broken(), broken(), broken(), last, broken());
    expect(await rejectionOf(retrying(work, { clock: instantClock(), limit: limitOf() }))).toBe(last);
    expect(work.calls).toBe(4);
  });

  it.each([
    ['a refusal', new RefusedError('request_refused', 'no')],
    ['a bug of ours', new TypeError('x is not a function')],
    ['a thrown text', 'text'],
  ])('does not repeat %s', async (_, error) => {
    const work = failing(error);
    expect(await rejectionOf(retrying(work, { clock: instantClock(), limit: limitOf() }))).toBe(error);
    expect(work.calls).toBe(1);
  });

  it('makes no attempt when its pause would pass the limit, but still makes the one that ends on it', async () => {
    const clock = instantClock('2026-09-22T12:00:00Z');
    const asked = () => new TransientError('rate_limited', 'later', { retryAfterMs: 2000 });
    const within = { clock, limit: limitOf('2026-09-22T12:00:02.000Z'), delaysMs: [0] };
    expect(await mayRepeat(asked(), 0, within)).toBe(true);
    expect(clock.sleptMs).toEqual([2000]);
    const beyond = { clock, limit: limitOf('2026-09-22T12:00:03.999Z'), delaysMs: [0] };
    expect(await mayRepeat(asked(), 0, beyond)).toBe(false);
    expect(clock.sleptMs).toEqual([2000]);
  });

  it('waits the longer of its own pause and what the other side asks for', async () => {
    const clock = instantClock();
    const policy = { clock, limit: limitOf(), delaysMs: [5000] };
    await mayRepeat(new TransientError('rate_limited', 'later', { retryAfterMs: 1000 }), 0, policy);
    expect(clock.sleptMs[0]).toBeGreaterThanOrEqual(5000);
  });

  it('asks again in ever shorter pauses until the limit, though its own pauses are longer', async () => {
    const clock = instantClock('2026-09-22T12:59:50Z');
    const limit = limitOf('2026-09-22T13:00:00Z');
    const attempts: number[] = [];
    const work = async () => {
      attempts.push(clock.now().getTime());
      throw broken();
    };
    await rejectionOf(retrying(work, { clock, limit, delaysMs: Array(20).fill(30_000) }));
    expect(attempts.length).toBeGreaterThan(4);
    expect(limit.retryUntil.getTime() - attempts.at(-1)!).toBeLessThan(500);
    expect(attempts.at(-1)).toBeLessThanOrEqual(limit.retryUntil.getTime());
    expect(clock.sleptMs).toEqual(clock.sleptMs.toSorted((a, b) => b - a));
  });

  it('neither shortens a pause that is exact, nor what the other side asks for', async () => {
    const clock = instantClock('2026-09-22T12:59:50Z');
    const limit = limitOf('2026-09-22T13:00:00Z');
    expect(await mayRepeat(broken(), 0, { clock, limit, delaysMs: [11_000], exact: true })).toBe(false);
    const asked = new TransientError('rate_limited', 'later', { retryAfterMs: 8_000 });
    expect(await mayRepeat(asked, 0, { clock, limit, delaysMs: [11_000] })).toBe(true);
    expect(clock.sleptMs).toEqual([8_000]);
  });

  it('tells of each pause before it', async () => {
    const clock = instantClock();
    const told: [string, number][] = [];
    const onPause = ({ message }: Error, ms: number) => void told.push([message, ms]);
    await retrying(failing(broken(), broken()), { clock, limit: limitOf(), onPause });
    expect(told).toEqual(clock.sleptMs.map((ms) => ['broken', ms]));
  });

  it('stops waiting when the run ends, and says what it was waiting for', async () => {
    const clock = instantClock();
    const limit = limitOf(undefined, AbortSignal.abort());
    const error = await rejectionOf(retrying(failing(broken()), { clock, limit }));
    expect(error).toMatchObject({
      name: 'DeadlineError',
      code: 'run_out_of_time',
      message: expect.stringMatching(/: broken$/),
    });
  });

  it('lets a failure of the clock itself through when the run has not ended', async () => {
    const bug = new TypeError('bug');
    const clock = { ...instantClock(), sleep: () => Promise.reject(bug) };
    expect(await rejectionOf(retrying(failing(broken()), { clock, limit: limitOf() }))).toBe(bug);
  });
});

describe('retryingWithFresh', () => {
  it('prepares anew for each attempt', async () => {
    let prepared = 0;
    const used: number[] = [];
    const use = async (ticket: number) => {
      used.push(ticket);
      if (ticket < 3) throw broken();
      return ticket;
    };
    const policy = { clock: instantClock(), limit: limitOf() };
    expect(await retryingWithFresh(async () => ++prepared, use, policy)).toBe(3);
    expect(used).toEqual([1, 2, 3]);
  });

  it('takes a failed preparation for final, because it repeats itself', async () => {
    const prepare = failing(broken());
    const policy = { clock: instantClock(), limit: limitOf() };
    const error = await rejectionOf(retryingWithFresh(prepare, async () => 1, policy));
    expect(error).toMatchObject({ code: 'network_error' });
    expect(prepare.calls).toBe(1);
  });
});
