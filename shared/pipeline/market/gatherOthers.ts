import { addDays } from '../../domain/utcDay.ts';
import { AccessError, type AppError, RefusedError, TransientError } from '../../errors.ts';
import type { Bar } from '../../market/bar.ts';
import { cleanBars } from '../../market/cleanBars.ts';
import { comparedCloses } from '../../market/comparedCloses.ts';
import { mappingOf } from '../../market/mapping.ts';
import type { Remark } from '../../market/remark.ts';
import { withCheck } from '../../market/updateMapping.ts';
import type { MarketData } from '../../ports.ts';
import { withinTime } from '../withinTime.ts';
import { type Collecting, namesByUcid, offersMore } from './collecting.ts';
import { fetchHistory } from './fetchHistory.ts';
import type { Base } from './gatherBase.ts';
import type { DayTask, Lack } from './gatherDay.ts';
import { mapProvider } from './mapProvider.ts';
import { otherDay } from './otherDay.ts';

/** Tokens a day whose closes are compared at a provider that is only there to stand in. */
const SPOT_CHECKS = 20;
/** For those and for finding more of its tokens; what there is no time for is done another day. */
const SPOT_CHECK_MS = 20_000;
const LEFT_OUT = 'Its numbers are left out and asked for again; `market status` shows what is flagged.';

/** What the providers after the first add to a day. */
export interface Others {
  readonly bars: readonly Bar[];
  readonly gaps: readonly Remark[];
  readonly flags: readonly Remark[];
  /** Providers that may have more later. */
  readonly pending: readonly string[];
  /** Why, where it is not the first's. */
  readonly lacks: readonly Lack[];
}

/**
 * Asks the other providers for what the first does not have, and puts their closes beside its: who agrees is stored
 * under its own name, who does not is told and left out.
 */
export async function gatherOthers(run: Collecting, task: DayTask, base: Base): Promise<Others> {
  const others = run.ports.providers.filter((one) => !namesByUcid(one));
  const parts: Others[] = [];
  for (const provider of others.filter((one) => offersMore(one, base.provider) && task.wants(one.source))) {
    parts.push(await within(run, run.shareMs, (part) => gatherOther(part, task, { base, provider })));
  }
  const isFirstLook = task.wants(base.provider.source);
  const standIns = others.filter((one) => !offersMore(one, base.provider) && task.wants(one.source));
  for (const provider of isFirstLook ? standIns : []) {
    parts.push(await within(run, SPOT_CHECK_MS, (part) => spotCheck(part, task, { base, provider })));
  }
  return {
    bars: parts.flatMap(({ bars }) => bars),
    gaps: parts.flatMap(({ gaps }) => gaps),
    flags: parts.flatMap(({ flags }) => flags),
    pending: parts.flatMap(({ pending }) => pending),
    lacks: parts.flatMap(({ lacks }) => lacks),
  };
}

/** A slow provider must not take the time of the others, nor keep the day from being stored. */
function within<T>(run: Collecting, ms: number, work: (run: Collecting) => Promise<T>): Promise<T> {
  const time = { clock: run.ports.clock, ms, signal: run.limit.signal };
  return withinTime(time, (limit) => work({ ...run, limit }));
}

interface Pair {
  readonly base: Base;
  readonly provider: MarketData;
}

async function gatherOther(run: Collecting, task: DayTask, { base, provider }: Pair): Promise<Others> {
  const { day } = task;
  const { source } = provider;
  const mappingError = await mapProvider(run, { provider, day, bars: base.bars }, run.limit);
  const there = new Set(base.bars.map(({ ucid }) => ucid));
  const tokens = mappingOf(run.identity.mapping(), source).tokens.filter(({ ucid }) => there.has(ucid));
  const { besideDays = 0 } = run;
  const range = { from: addDays(day, -besideDays), to: addDays(day, besideDays) };
  const told = await fetchHistory(run, { provider, tokens, ...range }, run.limit);
  const { bars, gaps } = cleanBars(told.bars.filter((bar) => bar.day === day));
  const beside = task.neighbour.bars.filter((bar) => bar.source === base.provider.source);
  const dating = { day, bars: base.bars, beside: { day: task.neighbour.day, bars: beside } };
  const other = otherDay(run, { ...dating, told: told.bars });
  const compared = compareWith(run, { day, source, bars, base, other });
  run.reports.gave(source, compared.bars.length);
  const given = new Set(bars.map(({ ucid }) => ucid));
  const silent = tokens.filter(({ ucid }) => !given.has(ucid));
  const reason = told.error ? told.error.message : 'no bar';
  // One whose clock is behind has nothing yet; of a day long over it has nothing for good.
  const isEarly = tokens.length > 0 && bars.length === 0 && !told.error && !task.closing;
  const early = isEarly ? `not one bar of its ${tokens.length} tokens` : undefined;
  const lack = compared.fault ?? healing(told.error ?? mappingError)?.message ?? early;
  return {
    bars: compared.bars,
    gaps: [...gaps, ...silent.map(({ ucid, symbol }) => ({ ucid, symbol, source, reason }))],
    flags: compared.flags,
    // Of tokens that a part of a list did not have, nobody was asked.
    pending: lack !== undefined || base.lack !== undefined ? [source] : [],
    lacks: lack === undefined ? [] : [{ source, reason: lack }],
  };
}

/** Keeps the identities of a provider fresh that is not asked every day, a few tokens at a time. */
async function spotCheck(run: Collecting, { day }: DayTask, { base, provider }: Pair): Promise<Others> {
  const { source } = provider;
  await mapProvider(run, { provider, day, bars: base.bars }, run.limit);
  const longestAgo = mappingOf(run.identity.mapping(), source)
    .tokens.filter(({ checkedOn, since }) => checkedOn < day && since < day)
    .sort((a, b) => Number(!a.failedOn) - Number(!b.failedOn) || (a.checkedOn < b.checkedOn ? -1 : 1));
  const tokens = longestAgo.slice(0, SPOT_CHECKS);
  const told = await fetchHistory(run, { provider, tokens, from: day, to: day }, run.limit);
  const { flags } = compareWith(run, { day, source, bars: cleanBars(told.bars).bars, base });
  run.reports.gave(source, told.bars.length);
  return { bars: [], gaps: [], flags, pending: [], lacks: [] };
}

interface Comparison {
  readonly day: string;
  readonly source: string;
  readonly bars: readonly Bar[];
  readonly base: Base;
  /** Why the closes are another day's. */
  readonly other?: string | undefined;
}

/** Also tells the mapping. Where most disagree, it is not the tokens that are mistaken: nothing is used, none is dropped. */
function compareWith(run: Collecting, { day, source, bars, base, other }: Comparison) {
  const { agreeing, disagreeing, flags, ...compared } = comparedCloses(bars, base.bars);
  const fault = compared.fault ?? other;
  if (fault) {
    const message = `${source} on ${day}: ${fault}, compared with ${base.provider.source}`;
    run.reports.failed(source, new TransientError('malformed_answer', message, { hint: LEFT_OUT }));
    return { bars: [], flags: [{ ucid: '', symbol: '', source, reason: fault }, ...flags], fault };
  }
  const ucids = (some: readonly Bar[]) => some.map(({ ucid }) => ucid);
  run.identity.change((mapping) =>
    withCheck(mapping, { day, source, agreeing: ucids(agreeing), disagreeing: ucids(disagreeing) }),
  );
  return { bars: agreeing, flags, fault };
}

/** An error that another time may be none. */
function healing(error: AppError | undefined): AppError | undefined {
  return error instanceof AccessError || error instanceof RefusedError ? undefined : error;
}
