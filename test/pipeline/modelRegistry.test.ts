import { CreateBucketCommand } from '@aws-sdk/client-s3';
import { describe, expect, it } from '@jest/globals';
import { s3Store } from '../../shared/adapters/aws/s3Store.ts';
import { directoryStore } from '../../shared/adapters/local/directoryStore.ts';
import { standingPromotions } from '../../shared/pipeline/modelPointer.ts';
import { loadModel } from '../../shared/pipeline/modelStore.ts';
import { promoteModel } from '../../shared/pipeline/promoteModel.ts';
import { resolveVersion } from '../../shared/pipeline/resolveVersion.ts';
import { rollbackModel } from '../../shared/pipeline/rollbackModel.ts';
import type { Store } from '../../shared/ports.ts';
import { folder, json, push, spoil } from '../support/modelShelf.ts';
import { describeMoto } from '../support/moto.ts';

const POINTER = 'models/base/current.json';
const at = new Date('2026-11-24T08:00:00Z');
const hours = (count: number) => new Date(at.getTime() + count * 3_600_000);
const linear = (weight: number) => {
  const document = { kind: 'linear', features: ['a'], coefficients: [weight] };
  return { file: 'model.json', bytes: Buffer.from(JSON.stringify(document)) };
};

/** Versions of three different models, the first in use. */
async function withVersions(store: Store) {
  const versions: string[] = [];
  for (const weight of [1, 2, 3]) versions.push((await push(store, linear(weight))).manifest.version);
  return versions as [string, string, string];
}

/** A store that dies at the n-th write from now. */
function dying(store: Store, atWrite: number): Store {
  let writes = 0;
  const put: Store['put'] = async (...args) => {
    if (++writes === atWrite) throw new Error('power cut');
    return store.put(...args);
  };
  return { ...store, put };
}

describe('the registry in a folder', () => registry(async () => directoryStore(folder())));

describeMoto('the registry on S3', (moto) => {
  let buckets = 0;
  registry(async () => {
    const { s3: client } = moto().clients();
    const bucket = `registry-${++buckets}`;
    await client.send(new CreateBucketCommand({ Bucket: bucket }));
    return s3Store({ bucket, client });
  });
});

function registry(open: () => Promise<Store>): void {
  const promote = (store: Store, version: string, time = at) => {
    return promoteModel(store, { name: 'base', version, at: time });
  };

  it('keeps the history, also when it goes back', async () => {
    const store = await open();
    const [first, second] = await withVersions(store);
    expect(await promote(store, second)).toEqual({ version: second, before: first });
    expect(await promote(store, second)).toEqual({ version: second, before: second });
    expect(await promote(store, first, hours(1))).toEqual({ version: first, before: second });
    expect(await json(store, POINTER)).toEqual({
      version: first,
      history: [
        { version: first, at: '2026-11-23T10:15:00.250Z' },
        { version: second, at: '2026-11-24T08:00:00.000Z' },
        { version: first, at: '2026-11-24T09:00:00.000Z' },
      ],
    });
  });

  it('rolls back promotion by promotion, never forth, until there is none before', async () => {
    const store = await open();
    const [first, second, third] = await withVersions(store);
    await promote(store, second);
    await promote(store, third);
    const back = () => rollbackModel(store, { name: 'base', at: hours(1) });
    expect(await back()).toEqual({ version: second, before: third });
    expect(await back()).toEqual({ version: first, before: second });
    await expect(back()).rejects.toMatchObject({ code: 'no_earlier_version' });
    await promote(store, third);
    expect(await back()).toEqual({ version: first, before: third });
    expect((await loadModel(store, 'base')).manifest.version).toBe(first);
  });

  it('finds a version by an unambiguous part of it, and the newest by its name', async () => {
    const store = await open();
    const [first, , third] = await withVersions(store);
    expect(await resolveVersion(store, 'base', first.slice(-8))).toBe(first);
    // Pushed within a second, in this order.
    expect(await resolveVersion(store, 'base', 'latest')).toBe(third);
    await expect(resolveVersion(store, 'base', '20261123T')).rejects.toMatchObject({
      code: 'usage',
      message: expect.stringContaining('fits 3 versions of base'),
    });
    await expect(resolveVersion(store, 'base', 'none')).rejects.toMatchObject({
      code: 'unknown_model',
      hint: expect.stringContaining('Its versions, newest first: '),
    });
  });

  it('refuses a version that is not there or is damaged, and keeps the one in use', async () => {
    const store = await open();
    const [first, second] = await withVersions(store);
    await expect(promote(store, 'none')).rejects.toMatchObject({ code: 'unknown_model' });
    await spoil(store, `models/base/${second}/model.json`, (text) => `${text} `);
    await expect(promote(store, second)).rejects.toMatchObject({ code: 'model_damaged' });
    expect((await json(store, POINTER)).version).toBe(first);
  });

  it('lets one of several promotions at the same moment win, and tells the others', async () => {
    const store = await open();
    const [, ...others] = await withVersions(store);
    const ends = await Promise.allSettled([...others, ...others].map((version) => promote(store, version)));
    const lost = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason.code] : []));
    expect(new Set(lost)).toEqual(new Set(['model_busy']));
    const { version, history } = await json(store, POINTER);
    expect(others).toContain(version);
    // One entry for each that was told it won.
    expect(history).toHaveLength(1 + ends.length - lost.length);
  });

  it('changes nothing when someone else promoted between its reading and its writing', async () => {
    const store = await open();
    const [first, second, third] = await withVersions(store);
    const racing: Store = {
      ...store,
      put: async (...args) => {
        await promote(store, third);
        return store.put(...args);
      },
    };
    await expect(promote(racing, second)).rejects.toMatchObject({ code: 'model_busy', retryable: true });
    await promote(store, first, hours(1));
    const rolling = rollbackModel({ ...racing }, { name: 'base', at: hours(2) });
    await expect(rolling).rejects.toMatchObject({ code: 'model_busy', retryable: true });
    expect((await json(store, POINTER)).version).toBe(third);
  });

  it.each([1, 2, 3])(
    'survives a first push that dies at write %d: another one finishes it',
    async (write) => {
      const store = await open();
      await expect(push(dying(store, write), linear(1))).rejects.toThrow('power cut');
      await expect(loadModel(store, 'base')).rejects.toMatchObject({ code: 'unknown_model' });
      const later = new Date('2026-11-23T10:16:00Z');
      expect(await push(store, { ...linear(1), createdAt: later })).toMatchObject({
        promoted: true,
        inUse: true,
      });
      expect((await loadModel(store, 'base')).manifest.features).toEqual([{ name: 'a' }]);
    },
  );

  it('says how to put a version in use again when the pointer is damaged, and that helps', async () => {
    const store = await open();
    const [first] = await withVersions(store);
    await spoil(store, POINTER, (text) => text.slice(1));
    for (const using of [loadModel(store, 'base'), push(store, linear(1))]) {
      await expect(using).rejects.toMatchObject({
        code: 'model_damaged',
        message: `${POINTER} is not what it must be`,
        hint: expect.stringContaining('model promote base latest'),
      });
    }
    expect(await promote(store, first.slice(-8))).toEqual({ version: first, before: null });
    expect((await loadModel(store, 'base')).manifest.version).toBe(first);
  });
}

describe('standingPromotions', () => {
  it('takes away what was rolled back, and holds what the history has forgotten', () => {
    const standing = (...history: { version: string; undoes?: string }[]) => {
      const dated = history.map((entry) => ({ ...entry, at: at.toISOString() }));
      return standingPromotions({ version: 'b', history: dated });
    };
    const back = { version: 'b', undoes: 'c' };
    expect(standing({ version: 'a' }, { version: 'b' }, { version: 'c' }, back)).toEqual(['a', 'b']);
    expect(standing({ version: 'c' }, back)).toEqual(['b']);
    expect(standing()).toEqual(['b']);
  });
});
