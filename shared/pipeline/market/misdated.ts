import { addDays, type UtcDay } from '../../domain/utcDay.ts';
import type { Bar } from '../../market/bar.ts';
import { datedAs } from '../../market/datedAs.ts';
import type { MarketData } from '../../ports.ts';
import type { Collecting } from './collecting.ts';
import { fetchHistory } from './fetchHistory.ts';
import { witnessesOf } from './witnessesOf.ts';

/**
 * Why a cross-section is that of another day, by what a provider tells whose days were right so far; undefined where it
 * is not, or where nobody can be asked for the days beside it without a request more.
 */
export async function misdated(
  run: Collecting,
  {
    provider,
    bars,
    day,
  }: { readonly provider: MarketData; readonly bars: readonly Bar[]; readonly day: UtcDay },
): Promise<string | undefined> {
  const { besideDays = 0, dated, limit } = run;
  if (besideDays === 0) return undefined;
  const range = { from: addDays(day, -besideDays), to: addDays(day, besideDays) };
  for (const { witness, tokens } of witnessesOf(run, { provider, bars })) {
    if (!dated.has(witness.source)) continue;
    const told = await fetchHistory(run, { provider: witness, tokens, ...range }, limit);
    const as = datedAs(bars, told.bars);
    if (as !== undefined && as !== day) return `the closes are those that ${witness.source} tells of ${as}`;
  }
  return undefined;
}
