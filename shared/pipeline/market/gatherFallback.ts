import type { UtcDay } from '../../domain/utcDay.ts';
import { TransientError } from '../../errors.ts';
import type { Bar, DatedBar } from '../../market/bar.ts';
import { cleanBars } from '../../market/cleanBars.ts';
import { comparedCloses } from '../../market/comparedCloses.ts';
import { doubtsAbout } from '../../market/doubts.ts';
import { mappingOf } from '../../market/mapping.ts';
import type { Remark } from '../../market/remark.ts';
import type { MarketData } from '../../ports.ts';
import { withinTime } from '../withinTime.ts';
import { type Collecting, namesByUcid } from './collecting.ts';
import { fetchHistory } from './fetchHistory.ts';
import type { DayTask } from './gatherDay.ts';
import { otherDay } from './otherDay.ts';

interface StandIn {
  readonly bars: readonly Bar[];
  readonly gaps: readonly Remark[];
  readonly flags: readonly Remark[];
}

export interface Fallback extends StandIn {
  /** Tokens that were looked for. */
  readonly expected: readonly string[];
}

/**
 * A day without a cross-section: the tokens of the day beside it, each from the first provider that knows it. Every bar
 * keeps its provider's name, so that no feature takes it for the first one's.
 */
export async function gatherFallback(run: Collecting, task: DayTask): Promise<Fallback> {
  const { stored, neighbour } = task;
  const universe = new Set(run.universe);
  const weight = ({ ucid, marketCapUsd }: Bar) => (universe.has(ucid) ? 1e18 : 0) + (marketCapUsd || 0);
  const known = [...neighbour.bars].sort((a, b) => weight(b) - weight(a)).map(({ ucid }) => ucid);
  const expected = [...new Set([...known, ...run.universe])];
  const covered = new Set(stored.filter(({ close }) => !Number.isNaN(close)).map(({ ucid }) => ucid));
  const parts: StandIn[] = [];
  const mapping = run.identity.mapping();
  const standIns = run.ports.providers.filter(
    (one) => !namesByUcid(one) && mappingOf(mapping, one.source).tokens.length > 0,
  );
  for (const [i, provider] of standIns.entries()) {
    const open = expected.filter((ucid) => !covered.has(ucid));
    // One that is slow leaves the next as much time as it has itself.
    const left = run.limit.retryUntil.getTime() - run.ports.clock.now().getTime();
    const time = { clock: run.ports.clock, ms: left / (standIns.length - i), signal: run.limit.signal };
    const part = await withinTime(time, (limit) => standIn({ ...run, limit }, task, { provider, open }));
    for (const { ucid, close } of part.bars) if (!Number.isNaN(close)) covered.add(ucid);
    parts.push(part);
  }
  return {
    bars: parts.flatMap(({ bars }) => bars),
    gaps: parts.flatMap(({ gaps }) => gaps),
    flags: parts.flatMap(({ flags }) => flags),
    expected,
  };
}

/** With nobody to compare the day with, a day before it, which is stored, tells whom to believe. */
async function standIn(
  run: Collecting,
  { day, neighbour }: DayTask,
  { provider, open }: { readonly provider: MarketData; readonly open: readonly string[] },
): Promise<StandIn> {
  const { source } = provider;
  const ids = new Map(mappingOf(run.identity.mapping(), source).tokens.map(({ ucid, id }) => [ucid, id]));
  const tokens = open.flatMap((ucid) => (ids.has(ucid) ? { ucid, id: ids.get(ucid)! } : []));
  const eve = neighbour.side === 'before' ? (neighbour.day ?? day) : day;
  const told = (await fetchHistory(run, { provider, tokens, from: eve, to: day }, run.limit)).bars;
  const before = eve < day ? cleanBars(of(told, eve)).bars : [];
  const { bars, gaps } = cleanBars(of(told, day));
  const known = bestOf(run, neighbour.bars);
  const { disagreeing, flags, fault } = comparedCloses(before, known);
  const dating = { day: eve, bars: known, beside: { day: undefined, bars: [] } };
  const misdated = eve < day ? otherDay(run, { ...dating, told }) : undefined;
  const reason = doubtsAbout(bars, before, []).stale ?? (fault && `on ${eve}: ${fault}`) ?? misdated;
  if (reason) {
    run.reports.failed(source, new TransientError('malformed_answer', `${source} on ${day}: ${reason}`));
    return { bars: [], gaps, flags: [{ ucid: '', symbol: '', source, reason }] };
  }
  const others = new Set(disagreeing.map(({ ucid }) => ucid));
  const believed = bars.filter(({ ucid }) => !others.has(ucid));
  run.reports.gave(source, believed.length);
  return { bars: believed, gaps, flags };
}

function of(told: readonly DatedBar[], day: UtcDay): Bar[] {
  return told.filter((bar) => bar.day === day).map(({ day: _, ...bar }) => bar);
}

/** A token's bar of the first provider where there is one, else anybody's. */
function bestOf({ ports }: Collecting, bars: readonly Bar[]): Bar[] {
  const first = ports.providers.find(namesByUcid)?.source;
  const rising = [...bars].sort((a, b) => Number(a.source === first) - Number(b.source === first));
  return [...new Map(rising.map((bar) => [bar.ucid, bar])).values()];
}
