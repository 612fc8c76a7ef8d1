import { type Mapping, Mapping as MappingSchema, NO_MAPPING } from '../../market/mapping.ts';
import type { Store } from '../../ports.ts';
import { MARKET_KEYS } from './marketKeys.ts';
import { decoded, jsonBytes, parsedJson, updateStored } from './updateStored.ts';

/**
 * Who is who at the second providers; empty when nothing is stored yet.
 *
 * @throws InputError `market_damaged`
 */
export async function readMapping(store: Store): Promise<Mapping> {
  const stored = await store.get(MARKET_KEYS.mapping);
  return stored ? mappingIn(stored.bytes) : NO_MAPPING;
}

/** Changes the mapping as it is stored now; every change that is one makes a new version. */
export async function updateMappingFile(store: Store, change: (mapping: Mapping) => Mapping): Promise<void> {
  await updateStored(store, MARKET_KEYS.mapping, async (bytes) => {
    const before = bytes ? await mappingIn(bytes) : NO_MAPPING;
    // Parsed, so that equal contents are equal texts.
    const after = MappingSchema.parse(change(before));
    if (JSON.stringify(after) === JSON.stringify(before)) return undefined;
    return jsonBytes({ ...after, version: before.version + 1 });
  });
}

function mappingIn(bytes: Uint8Array): Promise<Mapping> {
  return decoded(MARKET_KEYS.mapping, () => MappingSchema.parse(parsedJson(bytes)));
}
