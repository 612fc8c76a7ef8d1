import type { UtcDay } from '../../domain/utcDay.ts';
import { indexesToTable, tableToIndexes } from '../../market/indexTable.ts';
import type { MarketIndexValue } from '../../market/marketIndexValue.ts';
import { keepAside } from './keepAside.ts';
import { MARKET_KEYS } from './marketKeys.ts';
import type { StorePorts } from './marketPorts.ts';
import { orMissing } from './orMissing.ts';
import { decoded, updateStored } from './updateStored.ts';

/**
 * The indexes of a day; none where there is no partition.
 *
 * @throws InputError `market_damaged`
 */
export async function readIndexes(ports: StorePorts, day: UtcDay): Promise<MarketIndexValue[]> {
  const key = MARKET_KEYS.indexes(day);
  const stored = await ports.store.get(key);
  const read = stored && (await orMissing(ports, key, () => indexesIn(ports, key, stored.bytes)));
  return read ?? [];
}

/** Adds the names a day lacks; a value that is there stays. */
export async function addIndexes(
  ports: StorePorts,
  day: UtcDay,
  values: readonly MarketIndexValue[],
): Promise<void> {
  const key = MARKET_KEYS.indexes(day);
  await updateStored(ports.store, key, async (bytes) => {
    const read = bytes && (await orMissing(ports, key, () => indexesIn(ports, key, bytes)));
    const stored = read ?? [];
    const names = new Set(stored.map(({ name }) => name));
    const news = values.filter(({ name, value }) => !names.has(name) && Number.isFinite(value));
    if (news.length === 0) return undefined;
    if (bytes && !read) await keepAside(ports, key, bytes);
    return ports.files.writeTable(indexesToTable([...stored, ...news]));
  });
}

function indexesIn(ports: StorePorts, key: string, bytes: Uint8Array): Promise<MarketIndexValue[]> {
  return decoded(key, async () => tableToIndexes(await ports.files.readTable(bytes)));
}
