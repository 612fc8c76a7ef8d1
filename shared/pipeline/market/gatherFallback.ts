import type { Bar } from '../../market/bar.ts';
import { cleanBars } from '../../market/cleanBars.ts';
import { mappingOf } from '../../market/mapping.ts';
import type { Remark } from '../../market/remark.ts';
import { type Collecting, namesByUcid } from './collecting.ts';
import { fetchHistory } from './fetchHistory.ts';
import type { DayTask } from './gatherDay.ts';

export interface Fallback {
  readonly bars: readonly Bar[];
  readonly gaps: readonly Remark[];
  /** Tokens that were looked for. */
  readonly expected: readonly string[];
}

/**
 * A day without a cross-section: the tokens of the day beside it, each from the first provider that knows it. Every bar
 * keeps its provider's name, so that no feature takes it for the first one's.
 */
export async function gatherFallback(
  run: Collecting,
  { day, stored, neighbour }: DayTask,
): Promise<Fallback> {
  const universe = new Set(run.universe);
  const weight = ({ ucid, marketCapUsd }: Bar) => (universe.has(ucid) ? 1e18 : 0) + (marketCapUsd || 0);
  const known = [...neighbour.bars].sort((a, b) => weight(b) - weight(a)).map(({ ucid }) => ucid);
  const expected = [...new Set([...known, ...run.universe])];
  const covered = new Set(stored.filter(({ close }) => !Number.isNaN(close)).map(({ ucid }) => ucid));
  const [bars, gaps]: [Bar[], Remark[]] = [[], []];
  for (const provider of run.ports.providers.filter((one) => !namesByUcid(one))) {
    const { source } = provider;
    const ids = new Map(mappingOf(run.identity.mapping(), source).tokens.map(({ ucid, id }) => [ucid, id]));
    const open = expected.filter((ucid) => !covered.has(ucid) && ids.has(ucid));
    const tokens = open.map((ucid) => ({ ucid, id: ids.get(ucid)! }));
    const told = cleanBars(
      (await fetchHistory(run, { provider, tokens, from: day, to: day }, run.limit)).bars,
    );
    run.reports.gave(source, told.bars.length);
    bars.push(...told.bars);
    gaps.push(...told.gaps);
    for (const { ucid, close } of told.bars) if (!Number.isNaN(close)) covered.add(ucid);
  }
  return { bars, gaps, expected };
}
