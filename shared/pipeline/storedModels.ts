import type { Store } from '../ports.ts';

export interface StoredModel {
  readonly name: string;
  /** Whole versions, oldest first. */
  readonly versions: readonly string[];
  /** False for a model none of whose versions was ever put in use. */
  readonly promoted: boolean;
}

/**
 * What the store has of models, sorted by name. A version counts once its manifest is there.
 *
 * @param name only the model of that name
 */
export async function storedModels(store: Store, name?: string): Promise<StoredModel[]> {
  const keys = await store.list(name === undefined ? 'models/' : `models/${name}/`);
  const models = new Map<string, { name: string; versions: string[]; promoted: boolean }>();
  for (const key of keys) {
    const [, model, version] = /^models\/([^/]+)\/(?:current\.json|([^/]+)\/manifest\.json)$/.exec(key) ?? [];
    if (model === undefined) continue;
    const found = models.get(model) ?? { name: model, versions: [], promoted: false };
    models.set(model, found);
    if (version === undefined) found.promoted = true;
    else found.versions.push(version);
  }
  return [...models.values()];
}
