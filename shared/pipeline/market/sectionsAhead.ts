import type { UtcDay } from '../../domain/utcDay.ts';
import type { Bar } from '../../market/bar.ts';
import type { Cost, MarketData } from '../../ports.ts';
import { sectionBlocks } from './sectionBlocks.ts';

const NOTHING: Cost = { requests: 0, credits: 0 };

interface Ahead {
  /** Days whose cross-sections will be asked for, newest first. */
  readonly days: readonly UtcDay[];
  readonly creditsLeft: () => number;
}

/**
 * A provider that is asked for many cross-sections at once, where it can give them so, and answers day by day. As many
 * as the credits are enough for, and after a failure the next day alone, then two, then four.
 */
export function sectionsAhead(provider: MarketData, { days, creditsLeft }: Ahead): MarketData {
  const told = new Map<UtcDay, readonly Bar[]>();
  let atOnce = Number.POSITIVE_INFINITY;
  const costOf = (some: readonly UtcDay[], top: number) =>
    provider.crossSectionCost?.({ days: some, top }) ?? { requests: some.length, credits: 0 };
  /** Those that the next question is for: the day, and what follows without a gap. */
  const together = (day: UtcDay, top: number): UtcDay[] => {
    const open = provider.crossSections ? days.slice(days.indexOf(day)) : [];
    const block = (sectionBlocks(open)[0] ?? [day]).slice(0, atOnce);
    while (block.length > 1 && costOf(block, top).credits > creditsLeft()) block.pop();
    return block;
  };
  return {
    ...provider,
    get fields() {
      return provider.fields;
    },
    crossSectionCost: ({ days: [day = ''], top }) =>
      told.has(day) ? NOTHING : costOf(together(day, top), top),
    crossSection: async ({ day, top }, limit) => {
      const known = told.get(day);
      if (known) return taken(told, day, known);
      if (!provider.crossSections) return provider.crossSection!({ day, top }, limit);
      const request = { days: together(day, top), top, maxCredits: creditsLeft() };
      try {
        const given = await provider.crossSections(request, limit);
        for (const [one, bars] of given) told.set(one, bars);
        atOnce *= 2;
      } catch (error) {
        atOnce = 1;
        throw error;
      }
      return taken(told, day, told.get(day) ?? []);
    },
  };
}

function taken(told: Map<UtcDay, readonly Bar[]>, day: UtcDay, bars: readonly Bar[]): readonly Bar[] {
  told.delete(day);
  return bars;
}
