import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { readCsv } from '../../shared/adapters/csv.ts';
import { directoryStore } from '../../shared/adapters/local/directoryStore.ts';
import { loadModel } from '../../shared/pipeline/modelStore.ts';
import { promoteModel } from '../../shared/pipeline/promoteModel.ts';
import { folder, json, named, other, push, spoil, unnamed } from '../support/modelShelf.ts';

/** All features present, and a prediction that nobody gave. */
const wrongGolden = readCsv(Buffer.from(`${named.names.join(',')},raw\n${named.names.map(() => 1)},17\n`));
const live = { label: 'the live file', claims: () => true, names: named.names };

function trainingOf(csv: string, versions: Record<string, string> = {}) {
  return { sample: readCsv(Buffer.from(csv)), versions: new Map(Object.entries(versions)) };
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
    expect(again).toEqual({ manifest: first.manifest, created: false, promoted: false, inUse: true });
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

  it.each([
    ['manifest', (folder: string) => `${folder}/manifest.json`],
    ['model file', (folder: string) => `${folder}/model.txt`],
  ])('stores a version anew whose %s is damaged: to push again is what a user is told', async (_, keyIn) => {
    const store = directoryStore(folder());
    const { version } = (await push(store)).manifest;
    await spoil(store, keyIn(`models/base/${version}`), (text) => text.slice(0, 100));
    const again = await push(store);
    expect(again).toMatchObject({ created: true, promoted: false, inUse: false });
    await promoteModel(store, { name: 'base', version: 'latest', at: new Date() });
    expect((await loadModel(store, 'base')).manifest.version).toBe(again.manifest.version);
  });

  it('keeps what the training table says: versions of features, missing cells, the usual spread', async () => {
    const store = directoryStore(folder());
    const bytes = Buffer.from('{"kind":"linear","features":["rsi_14d","feature_x"],"coefficients":[1,1]}');
    const training = trainingOf('rsi_14d,feature_x\n1,1\n3,1\n', { rsi_14d: '1', other_7d: '4' });
    const { manifest } = await push(store, { bytes, file: 'model.json', training });
    expect(manifest.features).toEqual([{ name: 'rsi_14d', version: '1' }, { name: 'feature_x' }]);
    expect(manifest.profile).toEqual({ rows: 2, missingShare: 0, rawSpread: Math.sqrt(2) });
    // The same file with less said of it is there already; with more it is not.
    expect((await push(store, { bytes, file: 'model.json' })).created).toBe(false);
    const longer = trainingOf('rsi_14d,feature_x\n1,1\n3,1\n2,2\n', { rsi_14d: '1' });
    expect((await push(store, { bytes, file: 'model.json', training: longer })).created).toBe(true);
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
    ['golden rows it does not reproduce', { golden: wrongGolden }, 'golden_mismatch'],
    ['a training table without its features', { training: trainingOf('a,b\n1,2\n') }, 'unknown_features'],
    ['features that no source has', { sources: [{ ...live, names: ['sectors'] }] }, 'unknown_features'],
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
