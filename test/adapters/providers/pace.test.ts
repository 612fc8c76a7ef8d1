import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Pace, pace } from '../../../shared/adapters/providers/pace.ts';
import { type InstantClock, instantClock } from '../../support/instantClock.ts';
import { limitOf, rejectionOf } from '../../support/limits.ts';

const START = Date.parse('2026-09-22T12:00:00.000Z');
const paced = (perMinute: number, burst: number): { clock: InstantClock; bucket: Pace } => {
  const clock = instantClock();
  return { clock, bucket: pace({ source: 'Somebody', clock, perMinute, burst }) };
};

describe('a pace', () => {
  it('lets a burst go at once, and then one after the other', async () => {
    const { clock, bucket } = paced(60, 3);
    for (let i = 0; i < 5; i++) await bucket.take(1, limitOf());
    expect(clock.sleptMs).toEqual([1000, 1000]);
  });

  it('never lets more through in any minute than its limit and one burst', async () => {
    const requests = fc.array(fc.record({ weight: fc.integer({ min: 1, max: 20 }), idleMs: fc.nat(5000) }), {
      maxLength: 60,
    });
    await fc.assert(
      fc.asyncProperty(requests, async (all) => {
        const { clock, bucket } = paced(100, 20);
        const sent: { at: number; weight: number }[] = [];
        for (const { weight, idleMs } of all) {
          await clock.sleep(idleMs);
          await bucket.take(weight, limitOf());
          sent.push({ at: clock.now().getTime(), weight });
        }
        for (const { at } of sent) {
          const inMinute = sent.filter((one) => one.at >= at && one.at < at + 60_000);
          expect(inMinute.reduce((sum, { weight }) => sum + weight, 0)).toBeLessThanOrEqual(121);
        }
      }),
    );
  });

  it('refuses at once what would come too late, and books nothing for it', async () => {
    const { clock, bucket } = paced(1, 1);
    await bucket.take(1, limitOf());
    const soon = limitOf(new Date(START + 30_000).toISOString());
    expect(await rejectionOf(bucket.take(1, soon))).toMatchObject({ code: 'run_out_of_time' });
    await bucket.take(1, limitOf());
    expect(clock.now().getTime()).toBe(START + 60_000);
  });

  it('holds everybody for as long as the other side asked', async () => {
    const { clock, bucket } = paced(Number.POSITIVE_INFINITY, 1);
    bucket.holdFor(53_000);
    bucket.holdFor(10_000);
    await bucket.take(1, limitOf());
    expect(clock.now().getTime()).toBe(START + 53_000);
    bucket.holdFor(3_600_000);
    const soon = limitOf(new Date(START + 60_000).toISOString());
    expect(await rejectionOf(bucket.take(1, soon))).toMatchObject({
      code: 'rate_limited',
      retryAfterMs: 3_600_000,
    });
  });

  it('keeps what it has saved up when nobody asked to be left alone', async () => {
    const { clock, bucket } = paced(60, 4);
    for (let i = 0; i < 4; i++) {
      await bucket.take(1, limitOf());
      bucket.holdFor(0);
    }
    expect(clock.sleptMs).toEqual([]);
  });

  it('takes a new limit', async () => {
    const { clock, bucket } = paced(60, 1);
    bucket.allow(6);
    for (let i = 0; i < 3; i++) await bucket.take(1, limitOf());
    expect(clock.sleptMs.reduce((sum, ms) => sum + ms, 0)).toBe(20_000);
  });

  it('ends with the run', async () => {
    const { bucket } = paced(1, 1);
    const stop = new AbortController();
    await bucket.take(1, limitOf());
    stop.abort();
    expect(await rejectionOf(bucket.take(1, limitOf(undefined, stop.signal)))).toMatchObject({
      code: 'run_out_of_time',
    });
  });
});
