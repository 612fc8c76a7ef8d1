/** Requests under way at once. */
const AT_ONCE = 4;

/**
 * The results of all jobs, in their order, a few under way at a time. After a failure no further job is begun, and what
 * is under way has ended before it is thrown.
 */
export async function inParallel<J, T>(jobs: readonly J[], work: (job: J) => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  const failures: unknown[] = [];
  const queue = jobs.entries();
  const worker = async () => {
    for (const [i, job] of queue) {
      if (failures.length > 0) return;
      try {
        results[i] = await work(job);
      } catch (error) {
        failures.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  if (failures.length > 0) throw failures[0];
  return results;
}
