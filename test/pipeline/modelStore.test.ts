import { describe, expect, it } from '@jest/globals';
import { directoryStore } from '../../shared/adapters/local/directoryStore.ts';
import { loadModel } from '../../shared/pipeline/modelStore.ts';
import { promoteModel } from '../../shared/pipeline/promoteModel.ts';
import { countingStore, folder, other, push, spoil } from '../support/modelShelf.ts';

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
