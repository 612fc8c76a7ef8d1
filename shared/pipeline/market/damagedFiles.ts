import type { UtcDay } from '../../domain/utcDay.ts';
import { readBars, revisionOf } from './barStore.ts';
import { readCorrections } from './correctionStore.ts';
import { damageNotes } from './damageNotes.ts';
import { readRecord } from './dayRecords.ts';
import { readIndexes } from './indexStore.ts';
import { readMapping } from './mappingStore.ts';
import { MARKET_KEYS } from './marketKeys.ts';
import type { StorePorts } from './marketPorts.ts';

/** Days that are read at once. */
const AT_ONCE = 16;

/** Keys of the files of these days, and the mapping, that cannot be read. */
export async function damagedFiles(
  { store, files }: Pick<StorePorts, 'store' | 'files'>,
  days: readonly UtcDay[],
): Promise<string[]> {
  const damage = damageNotes();
  const ports = { store, files, onDamage: damage.note };
  await readMapping(ports);
  for (let at = 0; at < days.length; at += AT_ONCE) {
    await Promise.all(days.slice(at, at + AT_ONCE).map((day) => readDay(ports, day)));
  }
  return damage.list().map(({ key }) => key);
}

/** A partition that is as it was written need not be decoded. */
async function readDay(ports: StorePorts, day: UtcDay): Promise<void> {
  const [stored, record] = await Promise.all([
    ports.store.get(MARKET_KEYS.bars(day)),
    readRecord(ports.store, day),
    readIndexes(ports, day),
    readCorrections(ports, day),
  ]);
  const isAsWritten = stored && record?.revision === revisionOf(stored.bytes);
  if (!isAsWritten) await readBars(ports, day);
}
