/**
 * Lets at most so many pieces of work run at a time; the others wait for their turn, in order.
 *
 * @example const gate = atMost(2); await Promise.all(jobs.map((job) => gate(() => work(job))));
 */
export function atMost(most: number): <T>(work: () => Promise<T>) => Promise<T> {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (running < most) running++;
    else await new Promise<void>((turn) => waiting.push(turn));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      // Who waits takes over the place, so that nobody comes in between.
      if (next) next();
      else running--;
    }
  };
}
