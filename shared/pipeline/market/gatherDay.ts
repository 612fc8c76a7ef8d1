import { daysBetween, type UtcDay } from '../../domain/utcDay.ts';
import type { Bar } from '../../market/bar.ts';
import type { Remark } from '../../market/remark.ts';
import { suddenChanges } from '../../market/suddenChanges.ts';
import { type Collecting, namesByUcid } from './collecting.ts';
import { type Base, gatherBase } from './gatherBase.ts';
import { gatherFallback } from './gatherFallback.ts';
import { gatherOthers } from './gatherOthers.ts';
import type { Neighbour } from './neighbourOf.ts';

export interface DayTask {
  readonly day: UtcDay;
  /** What the store has of the day. */
  readonly stored: readonly Bar[];
  readonly neighbour: Neighbour;
  /** Whether a provider is to be asked: everybody at first, later those that failed. */
  readonly wants: (source: string) => boolean;
  /** True when there will be no better time: what cannot be confirmed is then taken, and told. */
  readonly closing: boolean;
  /** True when the day is final: nobody has to stand in any more. */
  readonly final?: boolean;
}

/** What the providers tell of a day, clean and compared. */
export interface GatheredDay {
  readonly bars: readonly Bar[];
  /** Tokens there should be. */
  readonly expected: readonly string[];
  /** True when the whole cross-section is there. */
  readonly complete: boolean;
  readonly pending: readonly string[];
  /** What was not given of it, or not believed, and may be had another time. */
  readonly lacks: readonly Lack[];
  readonly gaps: readonly Remark[];
  readonly flags: readonly Remark[];
}

/** What a day still needs of a provider. */
export interface Lack {
  readonly source: string;
  readonly reason: string;
}

const NOTHING = { bars: [], gaps: [], flags: [], expected: [] };

/** Asks for a day: the cross-section first, then what the other providers add to it, or who stands in for it. */
export async function gatherDay(run: Collecting, task: DayTask): Promise<GatheredDay> {
  const whole = await gatherWholeDay(run, task);
  if (whole) return whole;
  const pending = run.ports.providers.map(({ source }) => source).filter((source) => task.wants(source));
  const fallback = task.final ? NOTHING : await gatherFallback(run, task);
  return { ...fallback, complete: false, pending, lacks: [] };
}

/** The same without anybody to stand in: undefined when there is no cross-section. */
export async function gatherWholeDay(run: Collecting, task: DayTask): Promise<GatheredDay | undefined> {
  const base = storedBase(run, task) ?? (await gatherBase(run, task));
  if (!base) return undefined;
  const { source } = base.provider;
  const own = base.lack === undefined ? [] : [{ source, reason: base.lack }];
  const others = await gatherOthers(run, task, base);
  return {
    bars: [...base.bars, ...others.bars],
    expected: [...new Set([...base.bars.map(({ ucid }) => ucid), ...run.universe])],
    complete: own.length === 0,
    pending: [...own.map((lack) => lack.source), ...others.pending],
    lacks: [...own, ...others.lacks],
    gaps: [...base.gaps, ...others.gaps],
    flags: [...base.flags, ...suddenFlags(base.bars, task, source), ...others.flags],
  };
}

function suddenFlags(bars: readonly Bar[], { day, neighbour }: DayTask, source: string): Remark[] {
  const { side, day: beside = day } = neighbour;
  const others = neighbour.bars.filter((bar) => bar.source === source);
  if (side === 'before') return suddenChanges(bars, others, daysBetween(beside, day));
  return suddenChanges(others, bars).map((one) => ({ ...one, reason: `the next day ${one.reason}` }));
}

/** The cross-section an earlier run has stored whole. */
function storedBase({ ports }: Collecting, { stored, wants }: DayTask): Base | undefined {
  const provider = ports.providers.find(namesByUcid);
  if (!provider || wants(provider.source)) return undefined;
  const bars = stored.filter(({ source }) => source === provider.source);
  return bars.length === 0 ? undefined : { provider, bars, gaps: [], flags: [], lack: undefined };
}
