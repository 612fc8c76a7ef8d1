import * as z from 'zod';
import { addDays, type UtcDay } from '../domain/utcDay.ts';
import { mappingOf } from '../market/mapping.ts';
import { readBars } from './market/barStore.ts';
import { readCorrections } from './market/correctionStore.ts';
import { damagedFiles } from './market/damagedFiles.ts';
import { type DayRecord, readRecord } from './market/dayRecords.ts';
import { readMapping } from './market/mappingStore.ts';
import { MARKET_KEYS, storedDays } from './market/marketKeys.ts';
import type { StorePorts } from './market/marketPorts.ts';
import { pricedTokens, rowsBySource } from './market/settledDay.ts';
import { parsedJson } from './market/updateStored.ts';

/** Days that are read at once. */
const AT_ONCE = 16;

export interface DayStatus {
  readonly day: UtcDay;
  readonly expected: number | null;
  readonly collected: number;
  readonly sources: DayRecord['sources'];
  readonly complete: boolean;
  readonly final: boolean;
  readonly gaps: DayRecord['gaps'];
  readonly flags: DayRecord['flags'];
  /** Corrections that wait for `market repair`. */
  readonly corrections: number;
}

export interface ProviderStatus {
  readonly source: string;
  /** Days with a row of it, and the newest of them. */
  readonly days: number;
  readonly lastDay: UtcDay | null;
  /** Null for the provider whose ids are ucids. */
  readonly mapped: number | null;
  readonly unmapped: readonly { readonly ucid: string; readonly reason: string }[];
}

export interface MarketStatusDocument {
  readonly from: UtcDay | null;
  readonly to: UtcDay | null;
  /** When bars were last written. */
  readonly lastUpdate: string | null;
  /** Days from the first on, up to the newest that can be had, that have no partition. */
  readonly missing: readonly UtcDay[];
  readonly providers: readonly ProviderStatus[];
  readonly mappingVersion: number;
  /** What the last run of `collect` said; null where there was none, or its note cannot be read. */
  readonly lastRun: LastRun | null;
  /** Keys of files that cannot be read, among those of the days looked at. */
  readonly damaged: readonly string[];
  /** Newest first. */
  readonly days: readonly DayStatus[];
}

interface StatusOptions {
  /** So many days are looked at, from the newest back. */
  readonly newest: number;
  /** The newest day whose close can be had; without it the newest that is there. */
  readonly through?: UtcDay;
}

const LastRun = z.looseObject({
  outcome: z.string(),
  reason: z.string(),
  at: z.string(),
  unresolved: z
    .object({
      ambiguous: z.array(z.object({ symbol: z.string(), ucids: z.array(z.string()) })),
      unknown: z.array(z.string()),
    })
    .optional(),
});
type LastRun = z.infer<typeof LastRun>;

function lastRunIn(bytes: Uint8Array): LastRun | null {
  try {
    return LastRun.parse(parsedJson(bytes));
  } catch {
    return null;
  }
}

/** What the market store holds: by day, by provider, and what it lacks. */
export async function marketStatus(
  given: StorePorts,
  { newest, through = '' }: StatusOptions,
): Promise<MarketStatusDocument> {
  // They are named by their keys, below.
  const ports = { ...given, onDamage: () => undefined };
  const stored = await storedDays(ports.store, 'bars');
  const shown = stored.slice(-newest).reverse();
  const corrected = new Set(await storedDays(ports.store, 'corrections'));
  const records: { status: DayStatus; collectedAt: string | undefined }[] = [];
  for (let at = 0; at < shown.length; at += AT_ONCE) {
    const part = shown.slice(at, at + AT_ONCE).map((day) => dayStatus(ports, day, corrected.has(day)));
    records.push(...(await Promise.all(part)));
  }
  const days = records.map(({ status }) => status);
  const updates = records.flatMap(({ collectedAt }) => collectedAt ?? []).sort();
  const { mappingVersion, providers } = await providerStatus(ports, days);
  const lastRun = await ports.store.get(MARKET_KEYS.lastRun);
  return {
    from: stored[0] ?? null,
    to: stored.at(-1) ?? null,
    lastUpdate: updates.at(-1) ?? null,
    missing: missingDays(stored, through),
    providers,
    mappingVersion,
    damaged: await damagedFiles(given, shown),
    lastRun: lastRun ? lastRunIn(lastRun.bytes) : null,
    days,
  };
}

async function dayStatus(ports: StorePorts, day: UtcDay, hasCorrections: boolean) {
  const record = (await readRecord(ports.store, day)) ?? (await recordFromBars(ports, day));
  const corrections = hasCorrections ? await readCorrections(ports, day) : [];
  const waiting = corrections.filter(({ appliedAt }) => !appliedAt).length;
  const { collectedAt, ...rest } = record;
  return { status: { ...rest, day, corrections: waiting }, collectedAt };
}

/** A run that died has left the bars without their record. */
async function recordFromBars(ports: StorePorts, day: UtcDay) {
  const bars = (await readBars(ports, day)) ?? [];
  return {
    expected: null,
    collected: pricedTokens(bars),
    sources: rowsBySource(bars),
    complete: false,
    final: false,
    gaps: [],
    flags: [],
    collectedAt: undefined,
  };
}

async function providerStatus(ports: StorePorts, days: readonly DayStatus[]) {
  const mapping = await readMapping(ports);
  const seen = days.flatMap(({ sources }) => sources.map(({ source }) => source));
  const names = [...new Set([...seen, ...mapping.providers.map(({ source }) => source)])].sort();
  const providers = names.map((source): ProviderStatus => {
    const given = days.filter((one) => one.sources.some((row) => row.source === source));
    const { tokens, unmapped } = mappingOf(mapping, source);
    const isMapped = mapping.providers.some((one) => one.source === source);
    return {
      source,
      days: given.length,
      lastDay: given[0]?.day ?? null,
      mapped: isMapped ? tokens.length : null,
      unmapped: unmapped.map(({ ucid, reason }) => ({ ucid, reason })),
    };
  });
  return { providers, mappingVersion: mapping.version };
}

function missingDays(stored: readonly UtcDay[], through: UtcDay): UtcDay[] {
  const there = new Set(stored);
  const missing: UtcDay[] = [];
  const newest = stored.at(-1) ?? '';
  const last = through > newest && newest !== '' ? addDays(through, 1) : newest;
  for (let day = stored[0] ?? '~'; day < last; day = addDays(day, 1)) if (!there.has(day)) missing.push(day);
  return missing;
}
