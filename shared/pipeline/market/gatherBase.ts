import type { UtcDay } from '../../domain/utcDay.ts';
import { TransientError } from '../../errors.ts';
import type { Bar } from '../../market/bar.ts';
import { cleanBars } from '../../market/cleanBars.ts';
import { doubtsAbout } from '../../market/doubts.ts';
import type { Remark } from '../../market/remark.ts';
import type { Limit, MarketData } from '../../ports.ts';
import { withinTime } from '../withinTime.ts';
import { type Collecting, namesByUcid } from './collecting.ts';
import { fetchHistory } from './fetchHistory.ts';
import type { DayTask } from './gatherDay.ts';
import { misdated } from './misdated.ts';
import { testimony } from './testimony.ts';

/** A day's cross-section. */
export interface Base {
  readonly provider: MarketData;
  readonly bars: readonly Bar[];
  readonly gaps: readonly Remark[];
  readonly flags: readonly Remark[];
  /** Why part of it is missing, so that it is asked for again; undefined when it is whole. */
  readonly lack: string | undefined;
}

/** The cross-section of the first provider that gives a credible one; undefined when none does. */
export async function gatherBase(run: Collecting, task: DayTask): Promise<Base | undefined> {
  for (const provider of run.ports.providers.filter(namesByUcid)) {
    try {
      const time = { clock: run.ports.clock, ms: run.shareMs, signal: run.limit.signal };
      return await withinTime(time, (limit) => credibleBase(run, { ...task, provider }, limit));
    } catch (error) {
      run.reports.failed(provider.source, error);
    }
  }
  return undefined;
}

type BaseTask = DayTask & { readonly provider: MarketData };

async function credibleBase(run: Collecting, task: BaseTask, limit: Limit): Promise<Base> {
  const { provider, day } = task;
  const { source } = provider;
  run.reports.asked(source, crossSectionCost(provider, task.day, run.top));
  const listed = await provider.crossSection!({ day, top: run.top }, limit);
  const extra = await missingTokens(run, { ...task, listed }, limit);
  const { bars, gaps } = cleanBars([...listed, ...extra]);
  const neighbour = task.neighbour.bars.filter((bar) => bar.source === source);
  const { thin, stale, wild } = doubtsAbout(bars, neighbour, run.universe);
  if (bars.length === 0) throw new TransientError('malformed_answer', `${source} has no token of ${day}`);
  if (stale) throw new TransientError('malformed_answer', `${source} on ${day}: ${stale}`);
  const elsewhere = await misdated(run, { ...task, bars });
  if (elsewhere) throw new TransientError('malformed_answer', `${source} on ${day}: ${elsewhere}`);
  const seen = wild === undefined ? 'agrees' : await testimony(run, { ...task, bars });
  if (seen === 'contradicts' || (seen === 'silent' && !task.closing))
    throw new TransientError('malformed_answer', `${source} on ${day}: ${wild}, held back for now`);
  run.reports.gave(source, bars.length);
  const priced = new Set(bars.map(({ ucid }) => ucid));
  const lost = run.universe.filter((ucid) => !priced.has(ucid));
  return {
    provider,
    bars,
    gaps: [
      ...shortage(new Set(listed.map(({ ucid }) => ucid)).size, run.top, source),
      ...gaps,
      ...lost.map((ucid) => ({ ucid, symbol: '', source, reason: 'not given, though in the live universe' })),
    ],
    flags: [thin, wild].flatMap((reason) => (reason ? { ucid: '', symbol: '', source, reason } : [])),
    lack: thin,
  };
}

function crossSectionCost(provider: MarketData, day: UtcDay, top: number) {
  return provider.crossSectionCost?.({ days: [day], top }) ?? { requests: 1, credits: 0 };
}

/** A list that ends early has lost its smallest tokens, and nobody knows which these were. */
function shortage(given: number, top: number, source: string): Remark[] {
  if (given >= top) return [];
  return [{ ucid: '', symbol: '', source, reason: `a list of ${given} tokens where ${top} were asked for` }];
}

/** Tokens of the live universe that are too small for the cross-section, asked for by id. */
async function missingTokens(
  run: Collecting,
  { provider, day, listed }: BaseTask & { listed: readonly Bar[] },
  limit: Limit,
): Promise<readonly Bar[]> {
  const there = new Set(listed.map(({ ucid }) => ucid));
  const tokens = run.universe.filter((ucid) => !there.has(ucid)).map((ucid) => ({ ucid, id: ucid }));
  if (tokens.length === 0 || there.size === 0) return [];
  return (await fetchHistory(run, { provider, tokens, from: day, to: day }, limit)).bars;
}
