import { open } from 'node:fs/promises';
import { directoryStore } from '../../shared/adapters/local/directoryStore.ts';
import { withLock } from '../../shared/adapters/local/lockFile.ts';

// A process of its own for the tests of what must hold between processes: storeWorker.ts <job> <folder> <name> <count>

const [job, folder = '', name = '', count = '0'] = process.argv.slice(2);
const store = directoryStore(folder);

/** Adds 1 to a number in the store, `count` times, by compare and swap; gives the numbers it wrote. */
async function countUp(times: number): Promise<number[]> {
  const written: number[] = [];
  while (written.length < times) {
    const found = await store.get('counter');
    const next = Number(found ? new TextDecoder().decode(found.bytes) : 0) + 1;
    const condition = found ? { ifMatch: found.etag } : ({ ifAbsent: true } as const);
    if (await store.put('counter', new TextEncoder().encode(`${next}`), condition)) written.push(next);
  }
  return written;
}

/** Tries to be the first to write each of `count` keys; gives those it was first at. */
async function beFirst(keys: number): Promise<string[]> {
  const won: string[] = [];
  for (let i = 0; i < keys; i++) {
    const etag = await store.put(`generation/${i}`, new TextEncoder().encode(name), { ifAbsent: true });
    if (etag) won.push(`generation/${i}`);
  }
  return won;
}

/** Rewrites one key with ever other content of one repeated letter, as readers look on. */
async function rewrite(times: number): Promise<number> {
  for (let i = 0; i < times; i++) {
    await store.put('page', new Uint8Array(200_000 + i).fill(97 + (i % 26)));
  }
  return times;
}

/** Takes a lock and never lets go. */
async function hold(): Promise<never> {
  const times = { staleMs: 60_000, giveUpMs: 60_000 };
  return withLock(folder, times, async () => {
    process.stdout.write('held\n');
    return new Promise<never>(() => setInterval(() => undefined, 1_000));
  });
}

/** Appends `in` and `out` to a file under a lock that a dead process left; two at once would mix them. */
async function passThrough(times: number): Promise<number> {
  for (let i = 0; i < times; i++) {
    await withLock(folder, { staleMs: 300, giveUpMs: 30_000 }, async () => {
      const journal = await open(name, 'a');
      await journal.write('in\n');
      await new Promise((resolve) => setTimeout(resolve, 2));
      await journal.write('out\n');
      await journal.close();
    });
  }
  return times;
}

const jobs = { countUp, beFirst, rewrite, hold, passThrough };
const result = await jobs[job as keyof typeof jobs](Number(count));
process.stdout.write(`${JSON.stringify(result)}\n`);
