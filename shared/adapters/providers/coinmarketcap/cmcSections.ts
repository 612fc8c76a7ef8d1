import type { UtcDay } from '../../../domain/utcDay.ts';
import { AppError } from '../../../errors.ts';
import type { Bar, DatedBar } from '../../../market/bar.ts';
import type { Cost } from '../../../ports.ts';
import { inParallel } from '../inParallel.ts';
import { candleRanges } from './candleRanges.ts';
import type { CandlesWanted } from './candleSource.ts';
import { cmcHistoryCost } from './cmcHistory.ts';
import { cmcListingsCost } from './cmcListings.ts';
import { withCandles } from './withCandles.ts';

type Section = readonly [UtcDay, readonly Bar[]];

export interface SectionsWanted {
  /** Newest first, without a gap. */
  readonly days: readonly UtcDay[];
  readonly top: number;
  /** Days after the first that would pass it are left out. */
  readonly maxCredits: number;
}

/** Where the parts of a day come from. */
interface Parts {
  readonly listed: (day: UtcDay) => Promise<readonly Bar[]>;
  /** Undefined where the plan turns out to have none. */
  readonly candles: (wanted: readonly CandlesWanted[]) => Promise<readonly DatedBar[] | undefined>;
}

/**
 * The ends of several days with their candles: a listing a day, and the candles of all those days at once. A day has all
 * of its candles or is not given: what is written with closes alone would stay so.
 *
 * @throws AppError when the first day cannot be had
 */
export async function cmcSections(
  parts: Parts,
  { days, top, maxCredits }: SectionsWanted,
): Promise<Map<UtcDay, Bar[]>> {
  const sections = affordable(await leadingDays(days, parts.listed), top, maxCredits);
  const candles = (await parts.candles(candleRanges(sections))) ?? [];
  const byDay = new Map<UtcDay, DatedBar[]>(sections.map(([day]) => [day, []]));
  for (const candle of candles) byDay.get(candle.day)?.push(candle);
  return new Map(sections.map(([day, listed]) => [day, withCandles(listed, byDay.get(day))]));
}

/** Up to the first day that cannot be had; after it no other is asked for. */
async function leadingDays(days: readonly UtcDay[], listed: Parts['listed']): Promise<Section[]> {
  let failure: AppError | undefined;
  const told = await inParallel(days, async (day): Promise<Section | undefined> => {
    if (failure) return undefined;
    try {
      return [day, await listed(day)];
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      failure ??= error;
      return undefined;
    }
  });
  const end = told.indexOf(undefined);
  if (end === 0) throw failure;
  return told.slice(0, end < 0 ? told.length : end).filter((one) => one !== undefined);
}

/** What the candles of these days cost is known exactly now. */
function affordable(sections: readonly Section[], top: number, maxCredits: number): Section[] {
  const listings = cmcListingsCost(top).credits * sections.length;
  const kept = [...sections];
  while (kept.length > 1 && listings + candleCost(candleRanges(kept)).credits > maxCredits) kept.pop();
  return kept;
}

function candleCost(wanted: readonly CandlesWanted[]): Cost {
  const costs = wanted.map(({ tokens, range }) => cmcHistoryCost(tokens, range));
  return {
    requests: costs.reduce((sum, { requests }) => sum + requests, 0),
    credits: costs.reduce((sum, { credits }) => sum + credits, 0),
  };
}
