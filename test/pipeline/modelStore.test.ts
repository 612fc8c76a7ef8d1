import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { directoryStore } from '../../shared/adapters/local/directoryStore.ts';
import { loadModel, openVersion } from '../../shared/pipeline/modelStore.ts';
import { promoteModel } from '../../shared/pipeline/promoteModel.ts';
import { type PushRequest, pushModel } from '../../shared/pipeline/pushModel.ts';
import type { Store } from '../../shared/ports.ts';
import { goldenFolder, modelCase } from '../support/modelCase.ts';
import { temporaryFolders } from '../support/temporaryFolders.ts';

const named = modelCase(goldenFolder('models/made-pandas'));
const unnamed = modelCase(goldenFolder('models/lgb-stump-mixed'));
const other = modelCase(goldenFolder('models/lgb-pandas-categorical'));
const folder = temporaryFolders();

function push(store: Store, changes: Partial<PushRequest> = {}) {
  const createdAt = new Date('2026-11-23T10:15:00.250Z');
  return pushModel(store, { name: 'base', file: 'model.txt', bytes: named.model, createdAt, ...changes });
}

/** A store that counts what is read, and lets a test look at or spoil what is there. */
function countingStore() {
  const store = directoryStore(folder());
  const reads: string[] = [];
  const get = (key: string) => {
    reads.push(key);
    return store.get(key);
  };
  return { store: { ...store, get } satisfies Store, reads };
}

async function json(store: Store, key: string) {
  const stored = await store.get(key);
  return stored && JSON.parse(Buffer.from(stored.bytes).toString());
}

async function spoil(store: Store, key: string, change: (text: string) => string) {
  const stored = await store.get(key);
  await store.put(key, Buffer.from(change(Buffer.from(stored!.bytes).toString())));
}

describe('pushModel', () => {
  it('stores file and manifest under the time and the hash, and promotes the first of a name', async () => {
    const store = directoryStore(folder());
    const { manifest, created, promoted } = await push(store);
    expect({ created, promoted }).toEqual({ created: true, promoted: true });
    expect(manifest.version).toMatch(/^20261123T101500Z-[0-9a-f]{8}$/);
    expect(manifest.version.slice(-8)).toBe(manifest.sha256.slice(0, 8));
    expect(await store.list('models/')).toEqual([
      `models/base/${manifest.version}/manifest.json`,
      `models/base/${manifest.version}/model.txt`,
      'models/base/current.json',
    ]);
    expect(await json(store, 'models/base/current.json')).toEqual({
      version: manifest.version,
      history: [{ version: manifest.version, at: '2026-11-23T10:15:00.250Z' }],
    });
    expect(await json(store, `models/base/${manifest.version}/manifest.json`)).toMatchObject({
      format: 1,
      name: 'base',
      kind: 'lightgbm-text',
      file: 'model.txt',
      features: named.names.map((name) => ({ name })),
    });
  });

  it('finds the version that is there when the same file is pushed again, and changes nothing', async () => {
    const store = directoryStore(folder());
    const first = await push(store);
    const again = await push(store, { createdAt: new Date('2027-01-01'), file: 'renamed.txt' });
    expect(again).toEqual({ manifest: first.manifest, created: false, promoted: false });
    expect(await store.list('models/')).toHaveLength(3);
  });

  it('leaves the version in use alone when another file is pushed', async () => {
    const store = directoryStore(folder());
    const first = await push(store);
    const second = await push(store, { bytes: other.model });
    expect(second).toMatchObject({ created: true, promoted: false });
    expect((await loadModel(store, 'base')).manifest.version).toBe(first.manifest.version);
  });

  it('promotes what an interrupted first push had stored', async () => {
    const store = directoryStore(folder());
    await push(store);
    await store.remove('models/base/current.json');
    expect(await push(store)).toMatchObject({ created: false, promoted: true });
  });

  it('asks for feature names when the file has none, and then finds columns by them', async () => {
    const store = directoryStore(folder());
    const request = { bytes: unnamed.model };
    await expect(push(store, request)).rejects.toMatchObject({
      name: 'UsageError',
      code: 'feature_names_missing',
    });
    expect(await store.list('')).toEqual([]);

    const features = unnamed.names.map((_, i) => `feature_${i}`);
    const { manifest } = await push(store, { ...request, features });
    expect(manifest.features.map(({ name }) => name)).toEqual(features);
    const renamed = await push(store, {
      ...request,
      features: features.map((name) => `${name}_20d`),
      createdAt: new Date(),
    });
    expect(renamed.created).toBe(true);
  });

  it.each([
    ['other names than the file has', { features: ['a', 'b', 'c', 'd', 'e'] }, 'manifest_mismatch'],
    ['too few names', { bytes: unnamed.model, features: ['a'] }, 'manifest_mismatch'],
    ['a name twice', { bytes: unnamed.model, features: unnamed.names.map(() => 'a') }, 'usage'],
    [
      'golden rows it does not reproduce',
      { golden: { features: [[1, 2, 3, 4, 5]], raw: [17] } },
      'golden_mismatch',
    ],
    ['a name that is no key', { name: '../base' }, 'usage'],
    ['a file that is no model', { bytes: Buffer.from('a,b\n'), file: 'model.csv' }, 'unsupported_model'],
  ])('stores nothing for %s', async (_, changes, code) => {
    const store = directoryStore(folder());
    await expect(push(store, changes)).rejects.toMatchObject({ code });
    expect(await store.list('')).toEqual([]);
  });

  it('keeps a file whose name is no good key, or would hide the manifest', async () => {
    const store = directoryStore(folder());
    const spaced = await push(store, { file: 'my model (1).txt' });
    expect(spaced.manifest.file).toBe('my_model__1_.txt');
    const hiding = await push(store, { file: 'manifest.json', name: 'second', bytes: gzipSync(named.model) });
    expect((await loadModel(store, 'second')).manifest).toEqual(hiding.manifest);
  });

  it('promotes one of two first pushes at the same moment, and stores both', async () => {
    const store = directoryStore(folder());
    const pushes = await Promise.all([push(store), push(store, { bytes: other.model })]);
    expect(pushes.filter(({ promoted }) => promoted)).toHaveLength(1);
    expect(await store.list('models/base/')).toHaveLength(5);
  });
});

describe('loadModel', () => {
  it('reads the pointer every time, and the file once', async () => {
    const { store, reads } = countingStore();
    const { manifest } = await push(store);
    reads.length = 0;
    const first = await loadModel(store, 'base');
    expect(await loadModel(store, 'base')).toBe(first);
    expect(reads.filter((key) => key.endsWith('current.json'))).toHaveLength(2);
    expect(reads.filter((key) => key.endsWith('model.txt'))).toEqual([
      `models/base/${manifest.version}/model.txt`,
    ]);
  });

  it('follows a promotion at once', async () => {
    const store = directoryStore(folder());
    await push(store);
    await loadModel(store, 'base');
    const { version } = (await push(store, { bytes: other.model })).manifest;
    await promoteModel(store, { name: 'base', version, at: new Date('2026-11-24') });
    const { manifest, model } = await loadModel(store, 'base');
    expect([manifest.version, model.featureNames]).toEqual([version, other.names]);
  });

  it('says which models there are when it knows no such name', async () => {
    const store = directoryStore(folder());
    await expect(loadModel(store, 'bass')).rejects.toMatchObject({
      code: 'unknown_model',
      hint: expect.stringMatching(
        /^The store has no model yet\. Push one with: .* model push FILE --name bass$/,
      ),
    });
    await push(store);
    await expect(loadModel(store, 'bass')).rejects.toMatchObject({
      hint: expect.stringContaining('The store has base; was base meant?'),
    });
  });

  it.each([
    [
      'a changed model file',
      'model.txt',
      (text: string) => text.replace(/shrinkage=\S+/, 'shrinkage=0.7'),
      'model_damaged',
    ],
    ['a cut manifest', 'manifest.json', (text: string) => text.slice(0, 200), 'model_damaged'],
    [
      'a manifest of a later format',
      'manifest.json',
      (text: string) => text.replace('"format":1', '"format":2'),
      'model_damaged',
    ],
    [
      'other features',
      'manifest.json',
      (text: string) => text.replace('"sector"', '"section"'),
      'manifest_mismatch',
    ],
    [
      'other golden scores',
      'manifest.json',
      (text: string) => text.replace('"raw":[', '"raw":[1'),
      'golden_mismatch',
    ],
  ])('refuses %s before the first use', async (_, file, change, code) => {
    const store = directoryStore(folder());
    const { version } = (await push(store)).manifest;
    await spoil(store, `models/base/${version}/${file}`, change);
    await expect(loadModel(store, 'base')).rejects.toMatchObject({ code });
  });

  it('refuses a pointer that leads to nothing', async () => {
    const store = directoryStore(folder());
    const { version } = (await push(store)).manifest;
    await store.remove(`models/base/${version}/model.txt`);
    await expect(loadModel(store, 'base')).rejects.toThrow(`models/base/${version}/model.txt is gone`);
    await spoil(store, 'models/base/current.json', () => '{}');
    await expect(loadModel(store, 'base')).rejects.toThrow('models/base/current.json is not what it must be');
  });
});

describe('promoteModel', () => {
  const at = new Date('2026-11-24T08:00:00Z');

  async function withTwoVersions() {
    const { store } = countingStore();
    const first = (await push(store)).manifest.version;
    const second = (await push(store, { bytes: other.model })).manifest.version;
    return { store, first, second };
  }

  it('keeps the history, also when it goes back', async () => {
    const { store, first, second } = await withTwoVersions();
    expect(await promoteModel(store, { name: 'base', version: second, at })).toBe(true);
    expect(await promoteModel(store, { name: 'base', version: second, at })).toBe(false);
    expect(await promoteModel(store, { name: 'base', version: first, at })).toBe(true);
    const { version, history } = await json(store, 'models/base/current.json');
    expect(version).toBe(first);
    expect(history.map((entry: { version: string }) => entry.version)).toEqual([first, second, first]);
  });

  it('refuses a version that is not there or is damaged, and keeps the one in use', async () => {
    const { store, first, second } = await withTwoVersions();
    await expect(promoteModel(store, { name: 'base', version: 'none', at })).rejects.toMatchObject({
      code: 'unknown_model',
    });
    await spoil(store, `models/base/${second}/model.txt`, (text) => `${text} `);
    await expect(promoteModel(store, { name: 'base', version: second, at })).rejects.toMatchObject({
      code: 'model_damaged',
    });
    expect((await openVersion(store, 'base', first)).manifest.version).toBe(first);
    expect((await json(store, 'models/base/current.json')).version).toBe(first);
  });

  it('changes nothing when someone else promoted between its reading and its writing', async () => {
    const { store, first, second } = await withTwoVersions();
    const racing: Store = {
      ...store,
      put: async (key, bytes, condition) => {
        await spoil(store, key, (text) => text.replace('}]}', '}] }'));
        return store.put(key, bytes, condition);
      },
    };
    await expect(promoteModel(racing, { name: 'base', version: second, at })).rejects.toMatchObject({
      code: 'model_busy',
      retryable: true,
    });
    expect((await json(store, 'models/base/current.json')).version).toBe(first);
  });
});
