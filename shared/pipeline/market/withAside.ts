import type { AddedBars } from './barStore.ts';
import type { GatheredDay } from './gatherDay.ts';

/** A day whose partition could not be read and was written anew is flagged: its numbers may be others than before. */
export function withAside(gathered: GatheredDay, { aside }: Pick<AddedBars, 'aside'>): GatheredDay {
  if (aside === undefined) return gathered;
  const reason = `the partition could not be read and was written anew; the old one is ${aside}`;
  return { ...gathered, flags: [{ ucid: '', symbol: '', source: '', reason }, ...gathered.flags] };
}
