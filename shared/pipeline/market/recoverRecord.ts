import type { UtcDay } from '../../domain/utcDay.ts';
import { readBars } from './barStore.ts';
import { finalAt } from './collecting.ts';
import { writeRecord } from './dayRecords.ts';
import type { MarketPorts } from './marketPorts.ts';
import { HEALING_DAYS } from './openDays.ts';
import { pricedTokens, rowsBySource } from './settledDay.ts';

const DAY_MS = 86_400_000;

/**
 * Writes the record of a day whose run died right after its bars, which are written whole. A day that `collect` still
 * looks after is left to it. What was missing or odd about the day is not known any more.
 */
export async function recoverRecord(ports: MarketPorts, day: UtcDay): Promise<void> {
  const now = ports.clock.now();
  if (now.getTime() < finalAt(day).getTime() + HEALING_DAYS * DAY_MS) return;
  const bars = await readBars(ports, day);
  if (!bars) return;
  const collected = pricedTokens(bars);
  await writeRecord(ports.store, {
    format: 1,
    day,
    expected: collected,
    collected,
    sources: rowsBySource(bars),
    complete: true,
    final: true,
    pending: [],
    gaps: [],
    flags: [],
    revision: '',
    collectedAt: now.toISOString(),
  });
}
