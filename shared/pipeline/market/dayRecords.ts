import * as z from 'zod';
import type { UtcDay } from '../../domain/utcDay.ts';
import type { Store } from '../../ports.ts';
import { MARKET_KEYS } from './marketKeys.ts';
import { jsonBytes, parsedJson, updateStored } from './updateStored.ts';

const Remark = z.object({ ucid: z.string(), symbol: z.string(), source: z.string(), reason: z.string() });

const DayRecord = z.object({
  format: z.literal(1),
  day: z.iso.date(),
  /** Tokens there should be, and tokens with a close from any provider. */
  expected: z.int(),
  collected: z.int(),
  sources: z.array(z.object({ source: z.string(), rows: z.int() })),
  /** True once the whole cross-section of the first provider that has one is there. */
  complete: z.boolean(),
  /** True when the partition will not change any more, but by `market repair`. */
  final: z.boolean(),
  /** Providers and indexes the next runs ask again; what they tell of a final day becomes corrections. */
  pending: z.array(z.string()),
  /** Missing or unusable, by token. */
  gaps: z.array(Remark),
  /** Stored, but odd: providers that disagree, prices that jump. */
  flags: z.array(Remark),
  /** Of the partition that the panel has. */
  revision: z.string(),
  collectedAt: z.iso.datetime(),
});
/** How a day of the market store came about: market/days/<day>.json. */
export type DayRecord = z.infer<typeof DayRecord>;

/** Undefined when there is none or it cannot be read: then the day is looked at again. */
export async function readRecord(store: Store, day: UtcDay): Promise<DayRecord | undefined> {
  const stored = await store.get(MARKET_KEYS.record(day));
  return stored && parsed(stored.bytes);
}

/** Writes a record, unless nothing but the time has changed, or the day has become final meanwhile and this is older. */
export async function writeRecord(store: Store, record: DayRecord): Promise<void> {
  await updateStored(store, MARKET_KEYS.record(record.day), async (bytes) => {
    const before = bytes && parsed(bytes);
    if (before?.final && !record.final) return undefined;
    const isSame =
      before && JSON.stringify(before) === JSON.stringify({ ...record, collectedAt: before.collectedAt });
    return isSame ? undefined : jsonBytes(record);
  });
}

/** Writes a record over whatever is there: for repairs only. */
export async function replaceRecord(store: Store, record: DayRecord): Promise<void> {
  await store.put(MARKET_KEYS.record(record.day), jsonBytes(record));
}

function parsed(bytes: Uint8Array): DayRecord | undefined {
  try {
    return DayRecord.safeParse(parsedJson(bytes)).data;
  } catch {
    return undefined;
  }
}
