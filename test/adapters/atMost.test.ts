import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { atMost } from '../../shared/adapters/atMost.ts';

describe('atMost', () => {
  it('never runs more than so many at a time, runs all of them, and begins them in order', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.integer({ min: 1, max: 5 }),
        fc.array(fc.boolean(), { maxLength: 20 }),
        async (scheduler, most, failing) => {
          const gate = atMost(most);
          const begun: number[] = [];
          let running = 0;
          const work = async (i: number) => {
            begun.push(i);
            expect(++running).toBeLessThanOrEqual(most);
            await scheduler.schedule(Promise.resolve());
            running--;
            if (failing[i]) throw new Error('as told');
            return i;
          };
          const all = Promise.allSettled(failing.map((_, i) => gate(() => work(i))));
          await scheduler.waitFor(all);
          expect((await all).map(({ status }) => status === 'rejected')).toEqual(failing);
          expect(begun).toEqual(failing.map((_, i) => i));
        },
      ),
    );
  });

  it('uses all of the places it has', async () => {
    const gate = atMost(3);
    let begun = 0;
    const jobs = [1, 2, 3, 4].map(() => gate(() => new Promise(() => begun++)));
    await Promise.race([...jobs, Promise.resolve()]);
    expect(begun).toBe(3);
  });
});
