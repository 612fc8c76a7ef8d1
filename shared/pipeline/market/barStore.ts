import { createHash } from 'node:crypto';
import type { UtcDay } from '../../domain/utcDay.ts';
import { applyCorrections } from '../../market/applyCorrections.ts';
import type { Bar } from '../../market/bar.ts';
import { barsToTable, tableToBars } from '../../market/barTable.ts';
import type { Correction } from '../../market/correction.ts';
import { type MergedBars, mergeBars } from '../../market/mergeBars.ts';
import { keepAside } from './keepAside.ts';
import { MARKET_KEYS } from './marketKeys.ts';
import type { StorePorts } from './marketPorts.ts';
import { orMissing } from './orMissing.ts';
import { decoded, updateStored } from './updateStored.ts';

/**
 * The bars of a day; undefined when there is no partition.
 *
 * @throws InputError `market_damaged` unless `onDamage` is told
 */
export async function readBars(ports: StorePorts, day: UtcDay): Promise<Bar[] | undefined> {
  const key = MARKET_KEYS.bars(day);
  const stored = await ports.store.get(key);
  return stored && orMissing(ports, key, () => barsIn(ports, key, stored.bytes));
}

export interface AddedBars extends MergedBars {
  /** Of the partition as it is now. */
  readonly revision: string;
  /** Where a partition is kept that could not be read and was written anew. */
  readonly aside: string | undefined;
}

/**
 * Adds to a day what it lacks, in one step: readers see the day as it was or as it is. Nothing new, nothing written.
 *
 * @param closed true when the day is final: then the partition stays, and everything new is a correction
 * @throws InputError `market_damaged`; TransientError `store_unavailable`
 */
export async function addBars(
  ports: StorePorts,
  { day, bars, closed }: { day: UtcDay; bars: readonly Bar[]; closed: boolean },
): Promise<AddedBars> {
  const key = MARKET_KEYS.bars(day);
  let added: AddedBars | undefined;
  await updateStored(ports.store, key, async (bytes) => {
    const stored = bytes && (await orMissing(ports, key, () => barsIn(ports, key, bytes)));
    const merged = mergeBars(stored ?? [], bars, closed);
    const isNews = merged.added + merged.filled > 0;
    const aside = isNews && bytes && !stored ? await keepAside(ports, key, bytes) : undefined;
    const after = isNews ? await ports.files.writeTable(barsToTable(merged.bars)) : bytes;
    added = { ...merged, revision: revisionOf(after), aside };
    return isNews ? after : undefined;
  });
  return added!;
}

/** Tells contents of a partition apart. */
export function revisionOf(bytes: Uint8Array | undefined): string {
  return createHash('sha256')
    .update(bytes ?? '')
    .digest('hex')
    .slice(0, 16);
}

/** Writes corrected numbers into a day. @returns false when they were there already */
export async function correctBars(
  ports: StorePorts,
  day: UtcDay,
  corrections: readonly Correction[],
): Promise<boolean> {
  const key = MARKET_KEYS.bars(day);
  return updateStored(ports.store, key, async (bytes) => {
    const stored = bytes ? await barsIn(ports, key, bytes) : [];
    return ports.files.writeTable(barsToTable(applyCorrections(stored, corrections)));
  });
}

function barsIn(ports: StorePorts, key: string, bytes: Uint8Array): Promise<Bar[]> {
  return decoded(key, async () => tableToBars(await ports.files.readTable(bytes)));
}
