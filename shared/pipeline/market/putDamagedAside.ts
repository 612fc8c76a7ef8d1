import type { UtcDay } from '../../domain/utcDay.ts';
import { damagedFiles } from './damagedFiles.ts';
import { keepAside } from './keepAside.ts';
import { MARKET_KEYS } from './marketKeys.ts';
import type { Damage, StorePorts } from './marketPorts.ts';

/**
 * Takes the files that cannot be read out of the way, so that their days count as missing and are fetched again; the
 * bytes are kept. The record of a day goes with its partition.
 *
 * @param days those looked at
 */
export async function putDamagedAside(
  ports: Pick<StorePorts, 'store' | 'files'>,
  days: readonly UtcDay[],
): Promise<Damage[]> {
  const { store } = ports;
  const dayOf = new Map(days.map((day) => [MARKET_KEYS.bars(day), day]));
  const damaged: Damage[] = [];
  for (const key of await damagedFiles(ports, days)) {
    const stored = await store.get(key);
    if (!stored) continue;
    damaged.push({ key, aside: await keepAside({ store }, key, stored.bytes) });
    await store.remove(key);
    const day = dayOf.get(key);
    if (day) await store.remove(MARKET_KEYS.record(day));
  }
  return damaged;
}
