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

/** Several slices of a scheduler: a single short call would measure whether it was put aside in its midst. */
const SPAN_MS = 30;

/** Milliseconds of one call, the mean of as many as fill a span. */
export async function took(work: () => unknown): Promise<number> {
  const start = performance.now();
  for (let calls = 1; ; calls++) {
    await work();
    const ms = performance.now() - start;
    if (ms >= SPAN_MS) return ms / calls;
  }
}

/** What is measured beside others: a name, and what gives the milliseconds of one go. */
export interface Contender {
  readonly name: string;
  readonly time: () => Promise<number>;
}

/** Milliseconds of each contender's goes, taken in turns after one that is not counted. */
export async function inTurns(runs: number, contenders: readonly Contender[]): Promise<number[][]> {
  const times = contenders.map((): number[] => []);
  for (let run = 0; run <= runs; run++) {
    for (const [i, { time }] of contenders.entries()) {
      const ms = await time();
      if (run > 0) times[i]!.push(ms);
    }
  }
  return times;
}
