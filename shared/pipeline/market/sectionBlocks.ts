import { addDays, type UtcDay } from '../../domain/utcDay.ts';

/**
 * Days whose cross-sections are asked for together: more take hardly fewer requests, but more memory, and are lost when
 * the run is killed before the first of them is written.
 */
const DAYS_AHEAD = 25;

/** The same days in runs without a gap, which a provider may be asked for at once. @param days newest first */
export function sectionBlocks(days: readonly UtcDay[]): UtcDay[][] {
  const blocks: UtcDay[][] = [];
  for (const day of days) {
    const block = blocks.at(-1);
    const isNext = block && block.length < DAYS_AHEAD && addDays(day, 1) === block.at(-1);
    if (isNext) block.push(day);
    else blocks.push([day]);
  }
  return blocks;
}
