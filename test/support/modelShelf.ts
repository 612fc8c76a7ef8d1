import { directoryStore } from '../../shared/adapters/local/directoryStore.ts';
import { type PushRequest, pushModel } from '../../shared/pipeline/pushModel.ts';
import type { Store } from '../../shared/ports.ts';
import { goldenFolder, modelCase } from './modelCase.ts';
import { temporaryFolders } from './temporaryFolders.ts';

export const named = modelCase(goldenFolder('models/made-pandas'));
export const unnamed = modelCase(goldenFolder('models/lgb-stump-mixed'));
export const other = modelCase(goldenFolder('models/lgb-pandas-categorical'));
export const folder = temporaryFolders();

export function push(store: Store, changes: Partial<PushRequest> = {}) {
  const createdAt = new Date('2026-11-23T10:15:00.250Z');
  return pushModel(store, { name: 'base', file: 'model.txt', bytes: named.model, createdAt, ...changes });
}

/** A store that counts what is read, and lets a test look at or spoil what is there. */
export function countingStore() {
  const store = directoryStore(folder());
  const reads: string[] = [];
  const get = (key: string) => {
    reads.push(key);
    return store.get(key);
  };
  return { store: { ...store, get } satisfies Store, reads };
}

export async function json(store: Store, key: string) {
  const stored = await store.get(key);
  return stored && JSON.parse(Buffer.from(stored.bytes).toString());
}

export async function spoil(store: Store, key: string, change: (text: string) => string) {
  const stored = await store.get(key);
  await store.put(key, Buffer.from(change(Buffer.from(stored!.bytes).toString())));
}
