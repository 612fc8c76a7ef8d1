import { addDays, type UtcDay } from '../../domain/utcDay.ts';
import { AppError } from '../../errors.ts';
import { mappingOf } from '../../market/mapping.ts';
import type { Allowance, Cost, Limit, MarketData } from '../../ports.ts';
import { namesByUcid, offersMore } from './collecting.ts';
import { readRecord } from './dayRecords.ts';
import { readMapping } from './mappingStore.ts';
import { storedDays } from './marketKeys.ts';
import type { MarketPorts } from './marketPorts.ts';

/** Share of the tokens that a second provider is taken to know as long as nobody has looked. */
const USUALLY_KNOWN = 0.35;
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
  /** Days of the range that are there and are left alone. */
  readonly there: number;
  /** Those of them whose record was lost, because the run that fetched them died. */
  readonly unrecorded: readonly UtcDay[];
  readonly recheck: boolean;
  readonly costs: readonly ProviderCost[];
}

/** What the plan takes of one provider, and what it has left. */
export interface ProviderCost extends Cost {
  readonly source: string;
  readonly allowance: Allowance | undefined;
}

/** What is missing in a range, and what fetching it would take. Asks the providers only what is left of their plans. */
export async function planBackfill(
  ports: MarketPorts,
  range: BackfillRange,
  limit: Limit,
): Promise<BackfillPlan> {
  const all: UtcDay[] = [];
  for (let day = range.to; day >= range.from; day = addDays(day, -1)) all.push(day);
  const { recheck, top } = range;
  const { missing, unrecorded } = await missingDays(ports, all);
  const days = recheck ? all : missing;
  const costs = days.length === 0 ? [] : await costsOf(ports, days, { top, limit });
  return { days, there: all.length - days.length, unrecorded, recheck, costs };
}

/** Days without a partition, and final ones that somebody still owes something, which becomes corrections. */
async function missingDays(ports: MarketPorts, days: readonly UtcDay[]) {
  const stored = new Set(await storedDays(ports.store, 'bars'));
  const [missing, unrecorded]: [UtcDay[], UtcDay[]] = [[], []];
  for (let at = 0; at < days.length; at += AT_ONCE) {
    const part = days.slice(at, at + AT_ONCE);
    const records = await Promise.all(
      part.map((day) => (stored.has(day) ? readRecord(ports.store, day) : undefined)),
    );
    missing.push(
      ...part.filter((day, i) => !stored.has(day) || (records[i]?.final && records[i].pending.length > 0)),
    );
    unrecorded.push(...part.filter((day, i) => stored.has(day) && !records[i]));
  }
  return { missing, unrecorded };
}

async function costsOf(
  ports: MarketPorts,
  days: readonly UtcDay[],
  { top, limit }: { top: number; limit: Limit },
): Promise<ProviderCost[]> {
  const mapping = await readMapping(ports.store);
  const [to, from] = [days[0]!, days.at(-1)!];
  const costs: ProviderCost[] = [];
  for (const provider of ports.providers) {
    const { source } = provider;
    const first = ports.providers.find(namesByUcid);
    const isAsked = namesByUcid(provider) || !first || offersMore(provider, first);
    if (!isAsked) continue;
    // Asked before: a provider may learn from it what its plan charges for.
    const allowance = await allowanceOf(ports, provider, limit);
    const known = mappingOf(mapping, source).tokens;
    const guessed = Array.from({ length: Math.round(top * USUALLY_KNOWN) }, (_, i) => ({
      ucid: `${i}`,
      id: `${i}`,
    }));
    const tokens = known.length > 0 ? known : guessed;
    const cost = namesByUcid(provider)
      ? times(provider.crossSectionCost?.(top) ?? { requests: 1, credits: 0 }, days.length)
      : provider.costOf({ tokens, from, to });
    costs.push({ source, ...cost, allowance });
  }
  return costs;
}

function times({ requests, credits }: Cost, days: number): Cost {
  return { requests: requests * days, credits: credits * days };
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
