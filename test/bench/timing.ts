/** The middle value; of two middle ones the mean. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}

/** Milliseconds of each of `runs` calls, after one that is not counted. */
export async function timed(runs: number, work: () => unknown): Promise<number[]> {
  const times: number[] = [];
  await work();
  for (let run = 0; run < runs; run++) {
    const start = performance.now();
    await work();
    times.push(performance.now() - start);
  }
  return times;
}

export function line(what: string, times: readonly number[], more = ''): void {
  const range = `${Math.min(...times).toFixed(1)} … ${Math.max(...times).toFixed(1)}`;
  console.log(`${what.padEnd(44)} ${median(times).toFixed(1).padStart(9)} ms  (${range})  ${more}`);
}
