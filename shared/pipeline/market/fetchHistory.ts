import type { UtcDay } from '../../domain/utcDay.ts';
import { AppError, DeadlineError } from '../../errors.ts';
import type { DatedBar } from '../../market/bar.ts';
import type { HistoryRequest, Limit, MarketData, ProviderToken } from '../../ports.ts';
import type { Collecting } from './collecting.ts';

/** So many are asked for at once: what has come is kept when a later part fails. */
const PART = 50;
/** Of a provider that lets few requests go a minute, as many as take so long; never fewer than go side by side. */
const PART_SECONDS = 10;
const MIN_PART = 4;

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
  const size = partSize(provider, { tokens: tokens.slice(0, PART), from, to });
  for (let at = 0; at < tokens.length; at += size) {
    const part = tokens.slice(at, at + size);
    try {
      if (limit.signal.aborted)
        throw new DeadlineError('run_out_of_time', `${provider.source}: its time is over`);
      reports.asked(provider.source, provider.costOf({ tokens: part, from, to }));
      bars.push(...(await provider.history({ tokens: part, from, to }, limit)));
    } catch (thrown) {
      const error = toldWithCount(thrown, { answered: answered.size, asked: tokens.length });
      reports.failed(provider.source, error);
      if (error instanceof AppError) return { bars, answered, error };
    }
    for (const { ucid } of part) answered.add(ucid);
  }
  return { bars, answered, error: undefined };
}

function partSize(provider: MarketData, request: HistoryRequest): number {
  const { perMinute = Number.POSITIVE_INFINITY } = provider;
  const each = provider.costOf(request).requests / request.tokens.length;
  const inTime = Math.floor(((perMinute / 60) * PART_SECONDS) / each);
  return Math.min(PART, Math.max(MIN_PART, Number.isNaN(inTime) ? PART : inTime));
}

interface Progress {
  readonly answered: number;
  readonly asked: number;
}

/** Out of time is no failure of a provider that has answered as fast as its plan lets it. */
function toldWithCount(thrown: unknown, { answered, asked }: Progress): unknown {
  const isLate = thrown instanceof DeadlineError && thrown.code === 'run_out_of_time';
  if (!isLate || answered === 0) return thrown;
  const message = `there was time for ${answered} of ${asked} tokens`;
  return new DeadlineError('run_out_of_time', message, { cause: thrown });
}
