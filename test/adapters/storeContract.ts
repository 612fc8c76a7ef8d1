import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { Store } from '../../shared/ports.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const textAt = async (store: Store, key: string) => {
  const found = await store.get(key);
  return found && new TextDecoder().decode(found.bytes);
};

/** Segments a person or a provider may come up with, beyond the tidy ones. */
const segment = fc
  .oneof(
    fc.constantFrom(
      'date=2026-11-24',
      'a+b',
      '100%',
      'a b',
      'ünï',
      '日本',
      '😀',
      '$MOG',
      'a:b',
      "it's",
      '<&>',
      '.x',
    ),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }),
  )
  .filter((text) => !/^\.{1,2}$|[/\\\p{Cc}]/u.test(text));

/**
 * What every store does, whatever it is made of. One list of statements for the directory and the bucket:
 * a run that works on one works on the other.
 *
 * @param empty makes a store with nothing in it
 */
export function storeContract(empty: () => Promise<Store>): void {
  describe('reading and writing', () => {
    it('has nothing under a key that was never written', async () => {
      expect(await (await empty()).get('rounds/812/base/record.json')).toBeUndefined();
    });

    it('gives back the bytes and the etag of the last write', async () => {
      const store = await empty();
      await store.put('models/a/current.json', bytes('first'));
      const etag = await store.put('models/a/current.json', bytes('second'));
      const found = await store.get('models/a/current.json');
      expect(new TextDecoder().decode(found?.bytes)).toBe('second');
      expect(found?.etag).toBe(etag);
    });

    it('keeps every byte, also of an empty and of a large file', async () => {
      const store = await empty();
      const large = Uint8Array.from({ length: 300_000 }, (_, i) => (i * 7919) % 256);
      for (const content of [new Uint8Array(), Uint8Array.from({ length: 256 }, (_, i) => i), large]) {
        await store.put('market/panel.parquet', content);
        const found = await store.get('market/panel.parquet');
        expect(Buffer.compare(found?.bytes ?? bytes('nothing'), content)).toBe(0);
      }
    });

    it('does not see a folder as a file', async () => {
      const store = await empty();
      await store.put('models/a/current.json', bytes('{}'));
      expect(await store.get('models/a')).toBeUndefined();
      expect(await store.get('models/a/current.json/deeper')).toBeUndefined();
    });

    it('removes a key, and does not mind a key that is not there', async () => {
      const store = await empty();
      await store.put('a/b', bytes('x'));
      await store.remove('a/b');
      await store.remove('a/b');
      await store.remove('never/was');
      expect(await store.get('a/b')).toBeUndefined();
      expect(await store.list('')).toEqual([]);
    });
  });

  describe('conditional writes', () => {
    it('writes a key that must be absent once', async () => {
      const store = await empty();
      expect(await store.put('claim', bytes('mine'), { ifAbsent: true })).toEqual(expect.any(String));
      expect(await store.put('claim', bytes('yours'), { ifAbsent: true })).toBeUndefined();
      expect(await textAt(store, 'claim')).toBe('mine');
    });

    it('writes over the version that was read and over no other', async () => {
      const store = await empty();
      const first = (await store.put('claim', bytes('1'))) ?? '';
      const second = await store.put('claim', bytes('2'), { ifMatch: first });
      expect(second).toEqual(expect.any(String));
      expect(await store.put('claim', bytes('3'), { ifMatch: first })).toBeUndefined();
      expect(await textAt(store, 'claim')).toBe('2');
    });

    it('does not match a key that is not there, or was removed', async () => {
      const store = await empty();
      const etag = (await store.put('gone', bytes('1'))) ?? '';
      await store.remove('gone');
      expect(await store.put('gone', bytes('2'), { ifMatch: etag })).toBeUndefined();
      expect(await store.put('never', bytes('2'), { ifMatch: etag })).toBeUndefined();
      expect(await store.list('')).toEqual([]);
    });

    it('lets a removed key be written as absent again', async () => {
      const store = await empty();
      await store.put('claim', bytes('1'), { ifAbsent: true });
      await store.remove('claim');
      expect(await store.put('claim', bytes('2'), { ifAbsent: true })).toEqual(expect.any(String));
    });

    it('lets exactly one of many writers at once create a key', async () => {
      const store = await empty();
      const writers = Array.from({ length: 8 }, (_, i) => `writer ${i}`);
      const etags = await Promise.all(writers.map((w) => store.put('claim', bytes(w), { ifAbsent: true })));
      const winners = writers.filter((_, i) => etags[i] !== undefined);
      expect(winners).toEqual([await textAt(store, 'claim')]);
    });

    it('lets exactly one of many writers at once replace the version they all read', async () => {
      const store = await empty();
      const ifMatch = (await store.put('claim', bytes('start'))) ?? '';
      const writers = Array.from({ length: 8 }, (_, i) => `writer ${i}`);
      const etags = await Promise.all(writers.map((w) => store.put('claim', bytes(w), { ifMatch })));
      const winners = writers.filter((_, i) => etags[i] !== undefined);
      expect(winners).toEqual([await textAt(store, 'claim')]);
    });
  });

  describe('listing', () => {
    it('lists the keys that begin with a prefix, which need not end at a folder', async () => {
      const store = await empty();
      for (const key of ['rounds/81/a', 'rounds/812/b', 'rounds/812/c/d', 'rounds/9', 'round', 'scores/x']) {
        await store.put(key, bytes(key));
      }
      expect(await store.list('rounds/81')).toEqual(['rounds/81/a', 'rounds/812/b', 'rounds/812/c/d']);
      expect(await store.list('rounds/812/')).toEqual(['rounds/812/b', 'rounds/812/c/d']);
      expect(await store.list('rounds/9')).toEqual(['rounds/9']);
      expect(await store.list('rounds/9/')).toEqual([]);
      expect(await store.list('none')).toEqual([]);
      expect(await store.list('')).toHaveLength(6);
    });

    it('sorts by UTF-8 bytes: a folder between its neighbours, and 😀 after U+FFFD', async () => {
      const store = await empty();
      const sorted = ['a!', 'a/z', 'a0', 'b', 'é', '\uFFFD', '😀'];
      for (const key of sorted.toReversed()) await store.put(key, bytes('x'));
      expect(await store.list('')).toEqual(sorted);
    });

    it('finds nothing outside of itself', async () => {
      const store = await empty();
      await store.put('a/b', bytes('x'));
      for (const prefix of ['../', '/', './', 'a/../', 'a//']) expect(await store.list(prefix)).toEqual([]);
    });
  });

  describe('keys', () => {
    it.each([
      ['an empty key', ''],
      ['an absolute key', '/a'],
      ['a folder', 'a/'],
      ['an empty segment', 'a//b'],
      ['the parent folder', '..'],
      ['a way out at the start', '../a'],
      ['a way out in the middle', 'a/../b'],
      ['a second name of the same file at the start', './a'],
      ['a second name of the same file in the middle', 'a/./b'],
      ['a backslash', 'a\\b'],
      ['a zero byte', 'a\0b'],
      ['a line break', 'a\nb'],
      ['half of a surrogate pair', '\uD83D'],
      ['a lock', '.lock-1/a'],
      ['a temporary file', 'a/.temp-1'],
      ['more than 1024 bytes', 'é'.repeat(513)],
    ])('refuses %s in every method', async (_, key) => {
      const store = await empty();
      const refusal = { name: 'InputError', code: 'store_key_invalid' };
      await expect(store.get(key)).rejects.toMatchObject(refusal);
      await expect(store.put(key, bytes('x'))).rejects.toMatchObject(refusal);
      await expect(store.remove(key)).rejects.toMatchObject(refusal);
    });

    it('gives back any other key as it was, by get and by list', async () => {
      const store = await empty();
      const keys = fc.array(segment, { minLength: 1, maxLength: 3 }).map((segments) => segments.join('/'));
      let run = 0;
      await fc.assert(
        fc.asyncProperty(keys, async (key) => {
          const prefix = `t${run++}/`;
          await store.put(prefix + key, bytes(key));
          expect(await textAt(store, prefix + key)).toBe(key);
          expect(await store.list(prefix)).toEqual([prefix + key]);
        }),
        { numRuns: 60 },
      );
    });

    it('tells a person where a key is', async () => {
      const store = await empty();
      expect(store.locate('rounds/812/live.parquet')).toMatch(/^(\/|s3:\/\/).+\/rounds\/812\/live\.parquet$/);
    });
  });
}
