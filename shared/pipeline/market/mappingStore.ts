import { type Mapping, Mapping as MappingSchema, NO_MAPPING } from '../../market/mapping.ts';
import { keepAside } from './keepAside.ts';
import { MARKET_KEYS } from './marketKeys.ts';
import type { StorePorts } from './marketPorts.ts';
import { orMissing } from './orMissing.ts';
import { decoded, jsonBytes, parsedJson, updateStored } from './updateStored.ts';

type MappingPorts = Pick<StorePorts, 'store' | 'onDamage'>;

/**
 * Who is who at the second providers; empty when nothing is stored yet.
 *
 * @throws InputError `market_damaged`
 */
export async function readMapping(ports: MappingPorts): Promise<Mapping> {
  const stored = await ports.store.get(MARKET_KEYS.mapping);
  const read = stored && (await orMissing(ports, MARKET_KEYS.mapping, () => mappingIn(stored.bytes)));
  return read ?? NO_MAPPING;
}

/** Changes the mapping as it is stored now; every change that is one makes a new version. */
export async function updateMappingFile(
  ports: MappingPorts,
  change: (mapping: Mapping) => Mapping,
): Promise<void> {
  const key = MARKET_KEYS.mapping;
  await updateStored(ports.store, key, async (bytes) => {
    const read = bytes && (await orMissing(ports, key, () => mappingIn(bytes)));
    const before = read ?? NO_MAPPING;
    // Parsed, so that equal contents are equal texts.
    const after = MappingSchema.parse(change(before));
    if (JSON.stringify(after) === JSON.stringify(before)) return undefined;
    if (bytes && !read) await keepAside(ports, key, bytes);
    return jsonBytes({ ...after, version: before.version + 1 });
  });
}

function mappingIn(bytes: Uint8Array): Promise<Mapping> {
  return decoded(MARKET_KEYS.mapping, () => MappingSchema.parse(parsedJson(bytes)));
}
