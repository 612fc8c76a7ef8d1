import { addDays, type UtcDay } from '../../domain/utcDay.ts';
import { AppError } from '../../errors.ts';
import type { Allowance, Cost, Limit, MarketData } from '../../ports.ts';
import { backfillCosts } from './backfillCosts.ts';
import { namesByUcid, offersMore } from './collecting.ts';
import { readRecord } from './dayRecords.ts';
import { storedDays } from './marketKeys.ts';
import type { MarketPorts } from './marketPorts.ts';

/** Records that are read at once. */
const AT_ONCE = 16;

export interface BackfillRange {
  readonly from: UtcDay;
  /** Included. */
  readonly to: UtcDay;
  /** Tokens a day. */
  readonly top: number;
  /** Also days that are there: what has changed since becomes a correction. */
  readonly recheck: boolean;
}

export interface BackfillPlan {
  /** Newest first. */
  readonly days: readonly UtcDay[];
  /** Those of them whose whole cross-section is asked for. */
  readonly sections: readonly UtcDay[];
  /** Days of the range that are there and are left alone. */
  readonly there: number;
  /** Days that are missing and stay so; undefined when all can be had. */
  readonly beyond: BeyondPlan | undefined;
  /** Days that are there whose record was lost, because the run that fetched them died. */
  readonly unrecorded: readonly UtcDay[];
  readonly recheck: boolean;
  readonly costs: readonly ProviderCost[];
  /** What the providers' limits a minute make of it, one provider after the other. */
  readonly minutes: number;
}

/** What a provider's plan does not reach back to. */
export interface BeyondPlan {
  readonly source: string;
  /** The oldest day that can be had. */
  readonly reachesTo: UtcDay;
  /** Missing days before it. */
  readonly days: number;
}

/** What the plan takes of one provider, and what it has left. */
export interface ProviderCost extends Cost {
  readonly source: string;
  /** Requests a minute that it lets go; null where nothing limits them. */
  readonly perMinute: number | null;
  readonly allowance: Allowance | undefined;
}

/**
 * What is missing in a range, and what fetching it would take. Asks the providers only what is left of their plans and
 * how far back they reach.
 */
export async function planBackfill(
  ports: MarketPorts,
  range: BackfillRange,
  limit: Limit,
): Promise<BackfillPlan> {
  const all: UtcDay[] = [];
  for (let day = range.to; day >= range.from; day = addDays(day, -1)) all.push(day);
  const { recheck, top } = range;
  const found = await missingDays(ports, all);
  const wanted = recheck ? all : found.missing;
  const isWhole = (day: UtcDay) => !recheck && found.sectionThere.has(day);
  const sections = wanted.filter((day) => !isWhole(day));
  // First: a provider may learn from it what its plan charges for, and how much a minute.
  const allowances = wanted.length > 0 ? await allowancesOf(ports, limit) : NONE;
  const beyond = await beyondPlan(ports, sections, limit);
  const canBeHad = (day: UtcDay) => isWhole(day) || day >= (beyond?.reachesTo ?? '');
  const days = wanted.filter(canBeHad);
  const work = { days, sections: sections.filter(canBeHad), top, allowances };
  const { costs, minutes } = await backfillCosts(ports, work);
  const there = all.length - wanted.length;
  return {
    days,
    sections: work.sections,
    there,
    beyond,
    unrecorded: found.unrecorded,
    recheck,
    costs,
    minutes,
  };
}

/** Days without a partition, and final ones that somebody still owes something, which becomes corrections. */
async function missingDays(ports: MarketPorts, days: readonly UtcDay[]) {
  const stored = new Set(await storedDays(ports.store, 'bars'));
  const first = ports.providers.find(namesByUcid)?.source ?? '';
  const [missing, unrecorded, sectionThere]: [UtcDay[], UtcDay[], Set<UtcDay>] = [[], [], new Set()];
  for (let at = 0; at < days.length; at += AT_ONCE) {
    const part = days.slice(at, at + AT_ONCE);
    const records = await Promise.all(
      part.map((day) => (stored.has(day) ? readRecord(ports.store, day) : undefined)),
    );
    for (const [i, day] of part.entries()) {
      const record = records[i];
      const isOwed = record?.final === true && record.pending.length > 0;
      if (!stored.has(day) || isOwed) missing.push(day);
      if (isOwed && !record.pending.includes(first)) sectionThere.add(day);
      if (stored.has(day) && !record) unrecorded.push(day);
    }
  }
  return { missing, unrecorded, sectionThere };
}

const NONE: ReadonlyMap<string, Allowance | undefined> = new Map();

/** Of the providers that a backfill asks: those that only stand in are left alone. */
async function allowancesOf(
  ports: MarketPorts,
  limit: Limit,
): Promise<ReadonlyMap<string, Allowance | undefined>> {
  const told = new Map<string, Allowance | undefined>();
  for (const provider of ports.providers) {
    const first = ports.providers.find(namesByUcid);
    const isAsked = namesByUcid(provider) || !first || offersMore(provider, first);
    if (isAsked) told.set(provider.source, await allowanceOf(ports, provider, limit));
  }
  return told;
}

async function allowanceOf(
  ports: MarketPorts,
  provider: MarketData,
  limit: Limit,
): Promise<Allowance | undefined> {
  try {
    return await provider.allowance(limit);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    ports.log.warn(`${provider.source} does not tell what is left: ${error.message}`);
    return undefined;
  }
}

/** @param days newest first */
async function beyondPlan(
  ports: MarketPorts,
  days: readonly UtcDay[],
  limit: Limit,
): Promise<BeyondPlan | undefined> {
  const provider = ports.providers.find(namesByUcid);
  const oldest = days.at(-1);
  if (!provider?.reach || oldest === undefined) return undefined;
  const { source } = provider;
  try {
    const reachesTo = await provider.reach(oldest, limit);
    const lost = days.filter((day) => day < reachesTo).length;
    return lost > 0 ? { source, reachesTo, days: lost } : undefined;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    ports.log.warn(`${source} does not tell how far back it reaches: ${error.message}`);
    return undefined;
  }
}
