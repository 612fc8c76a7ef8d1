import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { directoryStore } from '../../shared/adapters/local/directoryStore.ts';
import { withLock } from '../../shared/adapters/local/lockFile.ts';
import { temporaryFolders } from '../support/temporaryFolders.ts';

const newFolder = temporaryFolders();
const script = fileURLToPath(new URL('../support/storeWorker.ts', import.meta.url));

function start(...args: string[]): ChildProcess {
  const stdio: ['ignore', 'pipe', 'inherit'] = ['ignore', 'pipe', 'inherit'];
  return spawn(process.execPath, ['--import', 'tsx', script, ...args], { stdio });
}

async function resultOf(worker: ChildProcess): Promise<unknown> {
  let said = '';
  worker.stdout?.on('data', (chunk) => {
    said += chunk;
  });
  const code = await new Promise((resolve) => worker.once('close', resolve));
  expect(code).toBe(0);
  return JSON.parse(said);
}

const four = (job: string, folder: string, count: number) =>
  Promise.all(['w', 'x', 'y', 'z'].map((name) => resultOf(start(job, folder, name, `${count}`))));

describe('directoryStore between processes', () => {
  it('loses and doubles no increment of a counter that four processes swap', async () => {
    const folder = newFolder();
    const written = (await four('countUp', folder, 40)).flat() as number[];
    expect(written.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 160 }, (_, i) => i + 1));
    const counter = await directoryStore(folder).get('counter');
    expect(new TextDecoder().decode(counter?.bytes)).toBe('160');
    expect(await directoryStore(folder).list('')).toEqual(['counter']);
  }, 120_000);

  it('has exactly one of four processes be the first at each key', async () => {
    const folder = newFolder();
    const won = (await four('beFirst', folder, 60)) as string[][];
    const keys = Array.from({ length: 60 }, (_, i) => `generation/${i}`);
    expect(won.flat().toSorted()).toEqual(keys.toSorted());
    const store = directoryStore(folder);
    for (const [i, name] of ['w', 'x', 'y', 'z'].entries()) {
      for (const key of won[i] ?? [])
        expect(Buffer.from((await store.get(key))?.bytes ?? []).toString()).toBe(name);
    }
  }, 120_000);

  it('never shows a reader half a file while others write it', async () => {
    const folder = newFolder();
    const store = directoryStore(folder);
    let writing = true;
    const writers = four('rewrite', folder, 25).finally(() => {
      writing = false;
    });
    let whole = 0;
    while (writing) {
      const page = (await store.get('page'))?.bytes;
      if (page) expect(page.every((byte) => byte === page[0]) && page.length >= 200_000).toBe(true);
      if (page) whole += 1;
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    await writers;
    expect(whole).toBeGreaterThan(10);
  }, 120_000);
});

describe('withLock between processes', () => {
  it('breaks the lock of a killed process, and still lets only one of four in at a time', async () => {
    const lock = join(newFolder(), '.lock-test');
    const journal = join(newFolder(), 'journal');
    const holder = start('hold', lock);
    await new Promise((resolve) => holder.stdout?.once('data', resolve));
    const killed = new Promise((resolve) => holder.once('close', resolve));
    holder.kill('SIGKILL');
    await killed;
    await Promise.all([1, 2, 3, 4].map(() => resultOf(start('passThrough', lock, journal, '15'))));
    expect(readFileSync(journal, 'utf8')).toBe('in\nout\n'.repeat(60));
  }, 120_000);

  it('breaks a dead lock once: the slower of several breakers leave the live lock of the fastest', async () => {
    const folder = newFolder();
    const times = { staleMs: 150, giveUpMs: 60_000 };
    const crowded: string[] = [];
    const contend = async (lock: string) => {
      let inside = 0;
      writeFileSync(lock, 'of a process that died');
      const enter = async () => {
        inside += 1;
        if (inside > 1) crowded.push(lock);
        await new Promise((resolve) => setTimeout(resolve, 5));
        inside -= 1;
      };
      await Promise.all(Array.from({ length: 6 }, () => withLock(lock, times, enter)));
    };
    await Promise.all(Array.from({ length: 20 }, (_, i) => contend(join(folder, `.lock-${i}`))));
    expect(crowded).toEqual([]);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('waits for a living process and gives up in the end, naming the lock', async () => {
    const lock = join(newFolder(), '.lock-test');
    const work = async () => {
      const times = { staleMs: 60_000, giveUpMs: 50 };
      await expect(withLock(lock, times, async () => undefined)).rejects.toMatchObject({
        code: 'store_unavailable',
        retryable: true,
        message: `no lock on ${lock} within 50 ms`,
      });
    };
    await withLock(lock, { staleMs: 60_000, giveUpMs: 60_000 }, work);
  });

  it('tells a holder that was taken for dead, so that it writes nothing', async () => {
    const lock = join(newFolder(), '.lock-test');
    const impatient = { staleMs: 30, giveUpMs: 60_000 };
    await withLock(lock, impatient, async (stillLocked) => {
      expect(await stillLocked()).toBe(true);
      let release = () => {};
      const released = new Promise<void>((resolve) => {
        release = resolve;
      });
      let second: Promise<void> | undefined;
      await new Promise<void>((entered) => {
        second = withLock(lock, impatient, () => {
          entered();
          return released;
        });
      });
      expect(await stillLocked()).toBe(false);
      release();
      await second;
    });
    expect(existsSync(lock)).toBe(false);
  });

  it('does not take the lock of the second from it when the first, taken for dead, ends', async () => {
    const lock = join(newFolder(), '.lock-test');
    const impatient = { staleMs: 30, giveUpMs: 60_000 };
    let second: Promise<boolean> | undefined;
    await withLock(lock, impatient, () => {
      return new Promise<void>((entered) => {
        second = withLock(lock, impatient, async (stillLocked) => {
          entered();
          await new Promise((resolve) => setTimeout(resolve, 100));
          return stillLocked();
        });
      });
    });
    expect(await second).toBe(true);
  });
});
