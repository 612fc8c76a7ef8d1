import { describe, expect, it } from '@jest/globals';
import { systemClock } from '../../../shared/adapters/local/systemClock.ts';
import { rejectionOf } from '../../support/limits.ts';

describe('systemClock', () => {
  it('tells the time of the machine', () => {
    const before = Date.now();
    const told = systemClock.now().getTime();
    expect(told).toBeGreaterThanOrEqual(before);
    expect(told).toBeLessThanOrEqual(Date.now());
  });

  it('sleeps with and without a signal', async () => {
    await expect(systemClock.sleep(1)).resolves.toBeUndefined();
    await expect(systemClock.sleep(1, new AbortController().signal)).resolves.toBeUndefined();
  });

  it('wakes with a rejection when the signal is aborted before or during the sleep', async () => {
    const aborted = await rejectionOf(systemClock.sleep(1_000_000, AbortSignal.abort()));
    expect(aborted).toMatchObject({ name: 'AbortError' });
    const stop = new AbortController();
    const sleep = rejectionOf(systemClock.sleep(1_000_000, stop.signal));
    stop.abort();
    expect(await sleep).toMatchObject({ name: 'AbortError' });
  });

  it('aborts after a while, unless that is cancelled', async () => {
    const { signal } = systemClock.abortAfter(1);
    const cancelled = systemClock.abortAfter(1);
    cancelled.cancel();
    await new Promise((resolve) => signal.addEventListener('abort', resolve));
    expect(signal.aborted).toBe(true);
    await systemClock.sleep(20);
    expect(cancelled.signal.aborted).toBe(false);
  });
});
