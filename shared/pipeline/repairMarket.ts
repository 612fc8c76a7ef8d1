import type { UtcDay } from '../domain/utcDay.ts';
import { InputError } from '../errors.ts';
import { findColumn } from '../features/findColumns.ts';
import type { Store } from '../ports.ts';
import { correctBars, readBars } from './market/barStore.ts';
import { markApplied, readCorrections } from './market/correctionStore.ts';
import { readRecord, replaceRecord } from './market/dayRecords.ts';
import { storedDays } from './market/marketKeys.ts';
import type { Damage, StorePorts } from './market/marketPorts.ts';
import { refreshPanel } from './market/panelStore.ts';
import { putDamagedAside } from './market/putDamagedAside.ts';
import { pricedTokens, rowsBySource } from './market/settledDay.ts';
import { readPointer } from './modelPointer.ts';
import { readManifest } from './modelStore.ts';
import { storedModels } from './storedModels.ts';

/** Share of the expected tokens from which on a corrected day counts as whole. */
const WHOLE = 0.95;

interface RepairedDay {
  readonly day: UtcDay;
  /** Numbers that were changed. */
  readonly corrections: number;
  readonly tokens: number;
}

export interface RepairDocument {
  /** Files that could not be read, and where their bytes are kept; their days are to be fetched again. */
  readonly damaged: readonly Damage[];
  readonly days: readonly RepairedDay[];
  /** Models in use that read features computed from the market store: what they learnt from has changed. */
  readonly models: readonly { readonly name: string; readonly version: string; readonly features: number }[];
}

export interface RepairOptions {
  /** Only this day. */
  readonly day?: UtcDay | undefined;
  /** Days in the panel. */
  readonly historyDays: number;
  readonly now: Date;
}

/**
 * Takes files that cannot be read out of the way, and puts the corrections that wait into the bars, then into the panel, and notes that they were applied; what was there
 * before stays in corrections.parquet. Repeated after it broke off, it goes on.
 *
 * @throws AppError of the store
 */
export async function repairMarket(ports: StorePorts, options: RepairOptions): Promise<RepairDocument> {
  const isMeant = (day: UtcDay) => options.day === undefined || day === options.day;
  const kinds = ['bars', 'indexes', 'corrections'] as const;
  const stored = await Promise.all(kinds.map((kind) => storedDays(ports.store, kind)));
  const days = [...new Set(stored.flat())].filter(isMeant).sort();
  const damaged = await putDamagedAside(ports, days);
  const there = new Set(await storedDays(ports.store, 'bars'));
  const corrected = await storedDays(ports.store, 'corrections');
  const waiting = [];
  // Those of a day that is missing wait until it has been fetched again.
  for (const day of corrected.filter((one) => isMeant(one) && there.has(one))) {
    const corrections = (await readCorrections(ports, day)).filter(({ appliedAt }) => !appliedAt);
    if (corrections.length > 0) waiting.push({ day, corrections });
  }
  for (const { day, corrections } of waiting) await correctBars(ports, day, corrections);
  const changed = waiting.map(({ day }) => day);
  if (changed.length > 0) await refreshPanel(ports, { changed, keep: options.historyDays });
  for (const { day, corrections } of waiting) {
    await renewRecord(ports, day, options.now);
    await markApplied(ports, day, { applied: corrections, at: options.now });
  }
  const repaired = waiting.map(({ day, corrections }) => {
    const tokens = new Set(corrections.map(({ ucid }) => ucid)).size;
    return { day, corrections: corrections.length, tokens };
  });
  return { damaged, days: repaired, models: changed.length > 0 ? await marketModels(ports.store) : [] };
}

async function renewRecord(ports: StorePorts, day: UtcDay, now: Date): Promise<void> {
  const [record, bars = []] = await Promise.all([readRecord(ports.store, day), readBars(ports, day)]);
  if (!record) return;
  const sources = rowsBySource(bars);
  const complete = record.complete || sources.some(({ rows }) => rows >= record.expected * WHOLE);
  await replaceRecord(ports.store, {
    ...record,
    sources,
    collected: pricedTokens(bars),
    complete,
    collectedAt: now.toISOString(),
  });
}

async function marketModels(store: Store): Promise<RepairDocument['models']> {
  const models: { name: string; version: string; features: number }[] = [];
  for (const { name } of await storedModels(store)) {
    const version = (await readPointer(store, name).catch(ignoreDamage))?.pointer.version;
    const manifest = version && (await readManifest(store, name, version).catch(ignoreDamage));
    const features = manifest ? manifest.features.filter((one) => findColumn(one.name)).length : 0;
    if (version && features > 0) models.push({ name, version, features });
  }
  return models;
}

function ignoreDamage(error: unknown): undefined {
  if (!(error instanceof InputError)) throw error;
  return undefined;
}
