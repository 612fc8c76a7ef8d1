import type { Bar } from '../../market/bar.ts';
import { comparedCloses } from '../../market/comparedCloses.ts';
import type { MarketData } from '../../ports.ts';
import type { Collecting } from './collecting.ts';
import { fetchHistory } from './fetchHistory.ts';
import { witnessesOf } from './witnessesOf.ts';

/** `contradicts` when somebody tells other closes and nobody the same. */
export type Testimony = 'agrees' | 'contradicts' | 'silent';

/** Closes of one's own that are enough to be heard. */
const ENOUGH = 10;

interface Accused {
  readonly provider: MarketData;
  readonly bars: readonly Bar[];
  readonly day: string;
}

/** What the other providers tell of a day on which the whole market moved as it hardly ever does. */
export async function testimony(run: Collecting, { provider, bars, day }: Accused): Promise<Testimony> {
  let isContradicted = false;
  for (const { witness, tokens } of witnessesOf(run, { provider, bars })) {
    const told = await fetchHistory(run, { provider: witness, tokens, from: day, to: day }, run.limit);
    const { agreeing, fault } = comparedCloses(told.bars, bars);
    if (fault === undefined && agreeing.length >= ENOUGH) return 'agrees';
    isContradicted ||= fault !== undefined;
  }
  return isContradicted ? 'contradicts' : 'silent';
}
