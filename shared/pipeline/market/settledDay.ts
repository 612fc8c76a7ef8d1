import type { UtcDay } from '../../domain/utcDay.ts';
import type { Bar } from '../../market/bar.ts';
import type { Remark } from '../../market/remark.ts';
import type { AddedBars } from './barStore.ts';
import type { CollectedIndexes } from './collectIndexes.ts';
import type { DayRecord } from './dayRecords.ts';
import type { GatheredDay } from './gatherDay.ts';
import type { OpenDay } from './openDays.ts';

/** So many remarks of a kind are kept; a provider that is down would otherwise be told a thousand times. */
const REMARKS = 500;

/** A day whose bars are stored, as far as there are any. */
export interface StoredDay {
  readonly open: Pick<OpenDay, 'day' | 'record' | 'closing'>;
  readonly gathered: GatheredDay;
  readonly merged: AddedBars;
  /** New ones. */
  readonly corrections: number;
}

export interface SettledDay {
  readonly day: UtcDay;
  readonly added: number;
  readonly corrections: number;
  /** True when the panel may not have what the partitions have. */
  readonly changed: boolean;
  /** Undefined when nothing is stored: then the day stays a gap. */
  readonly record: DayRecord | undefined;
}

/** What became of a day, and the record of it. */
export function settledDay(stored: StoredDay, indexes: CollectedIndexes, now: Date): SettledDay {
  const { open, gathered, merged, corrections } = stored;
  const { day, record: before } = open;
  const missing = indexes.missing.get(day) ?? [];
  // Also when an earlier run died between the bars and the panel.
  const changed = before?.revision !== merged.revision || indexes.given.includes(day);
  if (before?.final) {
    const record = { ...before, pending: [...gathered.pending] };
    return { day, added: 0, corrections, changed, record };
  }
  const record = merged.bars.length === 0 ? undefined : recordOf(stored, missing, now);
  return { day, added: merged.added, corrections, changed, record };
}

function recordOf({ open, gathered, merged }: StoredDay, missing: readonly string[], now: Date): DayRecord {
  const { day, record: before, closing: final } = open;
  const complete = gathered.complete || before?.complete === true;
  return {
    format: 1,
    day,
    expected: Math.max(gathered.expected.length, before?.expected ?? 0),
    collected: pricedTokens(merged.bars),
    sources: rowsBySource(merged.bars),
    complete,
    final,
    pending: [...gathered.pending, ...(final ? [] : missing)],
    gaps: together(
      [...gathered.gaps, ...(final ? missing.map(noValue) : [])],
      before?.gaps,
      gathered.pending,
    ),
    flags: together(gathered.flags, before?.flags, gathered.pending),
    revision: merged.revision,
    collectedAt: now.toISOString(),
  };
}

const noValue = (source: string): Remark => ({ ucid: '', symbol: '', source, reason: 'no value' });

/** Tokens with a close from anybody. */
export function pricedTokens(bars: readonly Bar[]): number {
  return new Set(bars.filter(({ close }) => !Number.isNaN(close)).map(({ ucid }) => ucid)).size;
}

export function rowsBySource(bars: readonly Bar[]): DayRecord['sources'] {
  const sources = [...new Set(bars.map(({ source }) => source))].sort();
  return sources.map((source) => ({ source, rows: bars.filter((bar) => bar.source === source).length }));
}

/** What is known now, and what earlier runs told of providers that were not asked again. */
function together(
  now: readonly Remark[],
  before: readonly Remark[] = [],
  pending: readonly string[],
): Remark[] {
  const told = new Set([...now.map(({ source }) => source), ...pending]);
  return [...now, ...before.filter(({ source }) => !told.has(source))].slice(0, REMARKS);
}
