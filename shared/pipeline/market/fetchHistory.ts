import type { UtcDay } from '../../domain/utcDay.ts';
import { AppError, DeadlineError } from '../../errors.ts';
import type { DatedBar } from '../../market/bar.ts';
import type { Limit, MarketData, ProviderToken } from '../../ports.ts';
import type { Collecting } from './collecting.ts';

/** So many are asked for at once: what has come is kept when a later part fails. */
const PART = 50;

export interface HistoryWanted {
  readonly provider: MarketData;
  readonly tokens: readonly ProviderToken[];
  readonly from: UtcDay;
  /** Included. */
  readonly to: UtcDay;
}

export interface FetchedHistory {
  readonly bars: readonly DatedBar[];
  /** Ucids that were asked for and answered, whatever the answer. */
  readonly answered: ReadonlySet<string>;
  /** Why the rest was not asked for. */
  readonly error: AppError | undefined;
}

/** A provider's bars of some tokens, as far as it gets. */
export async function fetchHistory(
  { reports }: Collecting,
  { provider, tokens, from, to }: HistoryWanted,
  limit: Limit,
): Promise<FetchedHistory> {
  const bars: DatedBar[] = [];
  const answered = new Set<string>();
  for (let at = 0; at < tokens.length; at += PART) {
    const part = tokens.slice(at, at + PART);
    try {
      if (limit.signal.aborted)
        throw new DeadlineError('run_out_of_time', `${provider.source}: its time is over`);
      reports.asked(provider.source, provider.costOf({ tokens: part, from, to }));
      bars.push(...(await provider.history({ tokens: part, from, to }, limit)));
    } catch (error) {
      reports.failed(provider.source, error);
      if (error instanceof AppError) return { bars, answered, error };
    }
    for (const { ucid } of part) answered.add(ucid);
  }
  return { bars, answered, error: undefined };
}
