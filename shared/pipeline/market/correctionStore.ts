import type { UtcDay } from '../../domain/utcDay.ts';
import type { Bar } from '../../market/bar.ts';
import { barKey } from '../../market/barKey.ts';
import type { Correction } from '../../market/correction.ts';
import { correctionsToTable, tableToCorrections } from '../../market/correctionTable.ts';
import { keepAside } from './keepAside.ts';
import { MARKET_KEYS } from './marketKeys.ts';
import type { StorePorts } from './marketPorts.ts';
import { orMissing } from './orMissing.ts';
import { decoded, updateStored } from './updateStored.ts';

/**
 * Every correction of a day, applied or not, in the order they were seen.
 *
 * @throws InputError `market_damaged`
 */
export async function readCorrections(ports: StorePorts, day: UtcDay): Promise<Correction[]> {
  const key = MARKET_KEYS.corrections(day);
  const stored = await ports.store.get(key);
  const read = stored && (await orMissing(ports, key, () => correctionsIn(ports, key, stored.bytes)));
  return read ?? [];
}

export interface SeenNumbers {
  /** What differs from the bars. */
  readonly corrections: readonly Correction[];
  /** All that was told of a day that is final: a number that is as stored again takes a waiting correction back. */
  readonly told: readonly Bar[];
}

/** Notes corrections that are not known yet; the bars stay as they are. @returns how many were new */
export async function addCorrections(
  ports: StorePorts,
  day: UtcDay,
  { corrections, told }: SeenNumbers,
): Promise<number> {
  if (corrections.length + told.length === 0) return 0;
  let added = 0;
  await changeCorrections(ports, day, (known) => {
    const latest = new Map(known.map((one) => [keyOf(one), one]));
    const seen = [...corrections, ...takenBack([...latest.values()], { corrections, told })];
    const news = seen.filter((one) => latest.get(keyOf(one))?.now !== one.now);
    added = news.length;
    return [...known, ...news];
  });
  return added;
}

/** Waiting corrections whose provider has returned to the stored number, as corrections back to it. */
function takenBack(latest: readonly Correction[], { corrections, told }: SeenNumbers): Correction[] {
  const differing = new Set(corrections.map(keyOf));
  const bars = new Map(told.map((bar) => [barKey(bar), bar]));
  return latest.flatMap((one) => {
    const bar = bars.get(barKey(one));
    const isBack = !one.appliedAt && bar && !Number.isNaN(bar[one.field]) && !differing.has(keyOf(one));
    return isBack ? { ...one, now: one.was, seenAt: bar.collectedAt } : [];
  });
}

/** Notes that these have been applied. */
export async function markApplied(
  ports: StorePorts,
  day: UtcDay,
  { applied, at }: { applied: readonly Correction[]; at: Date },
): Promise<void> {
  const same = new Set(applied.map(momentOf));
  await changeCorrections(ports, day, (known) =>
    known.map((one) => (same.has(momentOf(one)) ? { ...one, appliedAt: one.appliedAt ?? at } : one)),
  );
}

async function changeCorrections(
  ports: StorePorts,
  day: UtcDay,
  change: (known: readonly Correction[]) => readonly Correction[],
): Promise<void> {
  const key = MARKET_KEYS.corrections(day);
  await updateStored(ports.store, key, async (bytes) => {
    const known = bytes && (await orMissing(ports, key, () => correctionsIn(ports, key, bytes)));
    const next = change(known ?? []);
    if (next.length === 0) return undefined;
    if (bytes && !known) await keepAside(ports, key, bytes);
    return ports.files.writeTable(correctionsToTable(next));
  });
}

function correctionsIn(ports: StorePorts, key: string, bytes: Uint8Array): Promise<Correction[]> {
  return decoded(key, async () => tableToCorrections(await ports.files.readTable(bytes)));
}

function keyOf({ source, ucid, field }: Correction): string {
  return `${source}\u0000${ucid}\u0000${field}`;
}

function momentOf(one: Correction): string {
  return `${keyOf(one)}\u0000${one.seenAt.toISOString()}`;
}
