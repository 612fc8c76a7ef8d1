import type { UtcDay } from '../../domain/utcDay.ts';
import type { MarketIndex } from '../../ports.ts';
import type { Collecting } from './collecting.ts';
import { addIndexes } from './indexStore.ts';

/** A day and the names it still wants. */
export interface IndexTask {
  readonly day: UtcDay;
  readonly wants: (name: string) => boolean;
}

export interface CollectedIndexes {
  /** Days that got something, which the panel may not have. */
  readonly given: readonly UtcDay[];
  /** What is still wanted and may come. */
  readonly missing: ReadonlyMap<UtcDay, readonly string[]>;
}

/** Asks each index once for all days, and stores what they lack. */
export async function collectIndexes(
  run: Collecting,
  tasks: readonly IndexTask[],
): Promise<CollectedIndexes> {
  const given = new Set<UtcDay>();
  const missing = new Map<UtcDay, string[]>();
  for (const index of run.ports.indexes) {
    const days = tasks.filter(({ wants }) => wants(index.name)).map(({ day }) => day);
    const values = days.length > 0 ? await ask(run, index, days) : new Map<UtcDay, number>();
    for (const day of days) {
      const value = values.get(day);
      if (value === undefined) missing.set(day, [...(missing.get(day) ?? []), index.name]);
      else {
        await store(run, index, { day, value });
        given.add(day);
      }
    }
  }
  return { given: [...given], missing };
}

async function ask(
  run: Collecting,
  index: MarketIndex,
  days: readonly UtcDay[],
): Promise<Map<UtcDay, number>> {
  const sorted = [...days].sort();
  const range = { from: sorted[0]!, to: sorted.at(-1)! };
  run.reports.asked(index.source, { requests: 1, credits: 0 });
  try {
    const told = await index.history(range, run.limit);
    run.reports.gave(index.source, told.length);
    return new Map(told.map(({ day, value }) => [day, value]));
  } catch (error) {
    run.reports.failed(index.source, error);
    return new Map();
  }
}

async function store(
  { ports }: Collecting,
  { name, source }: MarketIndex,
  { day, value }: { day: UtcDay; value: number },
): Promise<void> {
  await addIndexes(ports, day, [{ name, value, source, collectedAt: ports.clock.now() }]);
}
