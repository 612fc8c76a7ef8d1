import { createHash } from 'node:crypto';
import { chmodSync, existsSync, readdirSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { directoryStore } from '../../shared/adapters/local/directoryStore.ts';
import { withLock } from '../../shared/adapters/local/lockFile.ts';
import { temporaryFolders } from '../support/temporaryFolders.ts';
import { storeContract } from './storeContract.ts';

const newFolder = temporaryFolders();
const bytes = (text: string) => new TextEncoder().encode(text);
const isRoot = process.getuid?.() === 0;

describe('directoryStore', () => {
  storeContract(async () => directoryStore(newFolder()));

  it('makes its folder with the first write and not before', async () => {
    const folder = join(newFolder(), 'deep', '.autopilot');
    const store = directoryStore(folder);
    expect(await store.list('')).toEqual([]);
    expect(await store.get('a')).toBeUndefined();
    await store.remove('a');
    expect(existsSync(folder)).toBe(false);
    await store.put('rounds/812/live.parquet', bytes('x'));
    expect(readdirSync(join(folder, 'rounds/812'))).toEqual(['live.parquet']);
  });

  it('leaves nothing but the files behind, also where a condition did not hold', async () => {
    const folder = newFolder();
    const store = directoryStore(folder);
    await store.put('a', bytes('1'), { ifAbsent: true });
    await store.put('a', bytes('2'), { ifAbsent: true });
    await store.put('a', bytes('3'), { ifMatch: 'no such version' });
    await store.put('b', bytes('4'));
    await store.remove('b');
    expect(readdirSync(folder)).toEqual(['a']);
  });

  it('does not list what a crash left behind', async () => {
    const folder = newFolder();
    for (const name of ['.lock-0123', '.temp-4567', 'real']) writeFileSync(join(folder, name), 'x');
    expect(await directoryStore(folder).list('')).toEqual(['real']);
  });

  it('removes in a later listing what a crash left behind, and nothing that may still be in use', async () => {
    const folder = newFolder();
    const store = directoryStore(folder);
    await store.put('days/a', bytes('1'));
    const path = (name: string) => join(folder, 'days', name);
    for (const name of ['.lock-0123', '.temp-4567', '.lock-89ab']) writeFileSync(path(name), 'dead');
    const anHourAgo = new Date(Date.now() - 3_600_000);
    for (const name of ['a', '.lock-0123', '.temp-4567']) utimesSync(path(name), anHourAgo, anHourAgo);
    expect(await Promise.all([store.list(''), store.list('days/'), store.list('d')])).toEqual(
      Array(3).fill(['days/a']),
    );
    expect(readdirSync(join(folder, 'days')).sort()).toEqual(['.lock-89ab', 'a']);
  });

  it('lets a writer whose lock was taken for a leftover write nothing', async () => {
    const folder = newFolder();
    const store = directoryStore(folder);
    await store.put('a', bytes('1'));
    const lock = join(folder, `.lock-${createHash('sha256').update('a').digest('hex').slice(0, 32)}`);
    await withLock(lock, { staleMs: 1000, giveUpMs: 1000 }, async (stillLocked) => {
      const anHourAgo = new Date(Date.now() - 3_600_000);
      utimesSync(lock, anHourAgo, anHourAgo);
      await store.list('');
      expect(await stillLocked()).toBe(false);
      expect(await store.put('a', bytes('2'))).toBeDefined();
    });
    expect(readdirSync(folder)).toEqual(['a']);
  });

  it('gives the same content the same etag, whichever store and time', async () => {
    const [a, b] = [directoryStore(newFolder()), directoryStore(newFolder())];
    expect(await a.put('x', bytes('same'))).toBe(await b.put('y', bytes('same')));
  });

  it('holds a name of 255 bytes, the longest a disk takes, and refuses a longer one', async () => {
    const store = directoryStore(newFolder());
    await store.put('x'.repeat(255), bytes('1'), { ifAbsent: true });
    expect(await store.list('')).toEqual(['x'.repeat(255)]);
    await expect(store.put('x'.repeat(256), bytes('1'))).rejects.toMatchObject({
      name: 'InputError',
      code: 'store_key_invalid',
      message: expect.stringMatching(/^writing x{256} failed: ENAMETOOLONG$/),
    });
  });

  it('refuses a key below a file, and a key that is a folder', async () => {
    const store = directoryStore(newFolder());
    await store.put('a/b', bytes('1'));
    const refusal = { code: 'store_key_invalid', hint: expect.stringContaining('file and a folder at once') };
    await expect(store.put('a/b/c', bytes('1'))).rejects.toMatchObject(refusal);
    await expect(store.put('a', bytes('1'))).rejects.toMatchObject(refusal);
    expect(await store.list('')).toEqual(['a/b']);
  });

  it('names key and folder where the system refuses', async () => {
    const disk = directoryStore('/sys/kernel');
    await expect(disk.put('rounds/812/claim.json', bytes('{}'))).rejects.toMatchObject({
      name: 'AccessError',
      code: 'store_denied',
      retryable: false,
      message: expect.stringMatching(/^writing rounds\/812\/claim\.json failed: E(ACCES|PERM|ROFS)$/),
      hint: expect.stringContaining('/sys/kernel'),
    });
  });

  (isRoot ? it.skip : it)('says so when a file may not be read (skipped for root, who may all)', async () => {
    const folder = newFolder();
    writeFileSync(join(folder, 'a'), 'x');
    chmodSync(join(folder, 'a'), 0);
    await expect(directoryStore(folder).get('a')).rejects.toMatchObject({ code: 'store_denied' });
  });

  it('calls other disk trouble transient: here a loop of links', async () => {
    const folder = newFolder();
    symlinkSync('loop', join(folder, 'loop'));
    await expect(directoryStore(folder).get('loop/x')).rejects.toMatchObject({
      name: 'TransientError',
      code: 'store_unavailable',
      message: 'reading loop/x failed: ELOOP',
      retryable: true,
    });
  });
});
