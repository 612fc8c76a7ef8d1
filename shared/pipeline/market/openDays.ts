import { addDays, type UtcDay, utcDay } from '../../domain/utcDay.ts';
import { readBars, revisionOf } from './barStore.ts';
import { finalAt } from './collecting.ts';
import { type DayRecord, readRecord } from './dayRecords.ts';
import { MARKET_KEYS, storedDays } from './marketKeys.ts';
import type { MarketPorts } from './marketPorts.ts';

/** A day's close is ready half an hour after midnight; before that an answer may be of a day that is not over. */
const READY_MS = 35 * 60_000;
/** So long a day that was missed is asked for again by itself. */
export const HEALING_DAYS = 3;

/** A day of which something may still be had: to be filled until it is final, after that to be corrected. */
export interface OpenDay {
  readonly day: UtcDay;
  /** Of an earlier run. */
  readonly record: DayRecord | undefined;
  /** False for providers and indexes that have given what they have. */
  readonly wants: (name: string) => boolean;
  /** True from 11:40 of the next day on. */
  readonly closing: boolean;
}

type Ports = Pick<MarketPorts, 'store' | 'files' | 'clock' | 'onDamage'>;

/** Yesterday and the days before that were missed, newest first; none before the first day of the store. */
export async function openDays(ports: Ports): Promise<OpenDay[]> {
  const now = ports.clock.now();
  const newest = newestDay(now);
  const [first = newest] = await storedDays(ports.store, 'bars');
  const days = Array.from({ length: HEALING_DAYS + 1 }, (_, back) => addDays(newest, -back));
  const looked = days.filter((day) => day === newest || day >= first).map((day) => look(ports, day, now));
  return (await Promise.all(looked)).filter((day) => day !== undefined);
}

/** The newest day whose close can be had. */
export function newestDay(now: Date): UtcDay {
  return addDays(utcDay(now.getTime() - READY_MS)!, -1);
}

async function look(ports: Ports, day: UtcDay, now: Date): Promise<OpenDay | undefined> {
  const record = await readRecord(ports.store, day);
  const closing = now >= finalAt(day);
  const isOwed = record?.complete !== true || record.pending.length > 0;
  const isDone = record?.final ? record.pending.length === 0 : !isOwed && !closing;
  if (isDone && (await isThere(ports, day, record))) return undefined;
  return { day, record, closing, wants: (name) => !record || record.pending.includes(name) };
}

/** A partition that is as it was written, or at least can be read. */
async function isThere(ports: Ports, day: UtcDay, record: DayRecord | undefined): Promise<boolean> {
  const stored = await ports.store.get(MARKET_KEYS.bars(day));
  const isAsWritten = stored !== undefined && record?.revision === revisionOf(stored.bytes);
  return isAsWritten || (await readBars(ports, day)) !== undefined;
}
