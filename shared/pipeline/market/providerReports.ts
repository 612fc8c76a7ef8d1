import { AppError, DeadlineError, type ErrorReport, reportError } from '../../errors.ts';
import type { Cost, Log, MarketData } from '../../ports.ts';

/** What one provider did for a run. */
export interface ProviderReport {
  readonly source: string;
  /** Bars it gave. */
  readonly rows: number;
  /** Requests made, repeated ones included, and credits charged; by its own estimate where it does not count. */
  readonly requests: number;
  readonly credits: number;
  /** What that was expected to be. */
  readonly planned: Cost;
  /** The last thing that went wrong. */
  readonly error?: ErrorReport;
}

type Told = Omit<ProviderReport, 'requests' | 'credits'>;

/** Keeps count of what the providers are asked and what they give. */
export interface ProviderReports {
  asked(source: string, cost: Cost): void;
  gave(source: string, rows: number): void;
  /** Notes an `AppError` and goes on; anything else is a bug and is thrown. */
  failed(source: string, error: unknown): void;
  /** The last failure of a provider. */
  errorOf(source: string): AppError | undefined;
  list(): ProviderReport[];
}

/** @param providers what they have spent until now is not counted */
export function providerReports(log: Log, providers: readonly MarketData[] = []): ProviderReports {
  const reports = new Map<string, Told>();
  const before = new Map(providers.map(({ source, spent }) => [source, spent]));
  const spentBy = ({ source, planned }: Told): Cost => {
    const [now, then] = [providers.find((one) => one.source === source)?.spent, before.get(source)];
    if (!now || !then) return planned;
    return { requests: now.requests - then.requests, credits: now.credits - then.credits };
  };
  const errors = new Map<string, AppError>();
  const change = (source: string, edit: (told: Told) => Told) => {
    const nothing = { source, rows: 0, planned: { requests: 0, credits: 0 } };
    reports.set(source, edit(reports.get(source) ?? nothing));
  };
  return {
    asked: (source, { requests, credits }) =>
      change(source, ({ planned, ...one }) => ({
        ...one,
        planned: { requests: planned.requests + requests, credits: planned.credits + credits },
      })),
    gave: (source, rows) => change(source, (one) => ({ ...one, rows: one.rows + rows })),
    failed: (source, error) => {
      if (!(error instanceof AppError)) throw error;
      if (error instanceof DeadlineError) log.warn(`${source}: ${error.message}`);
      else log.warn(`${source} failed`, { error });
      errors.set(source, error);
      change(source, (one) => ({ ...one, error: reportError(error) }));
    },
    errorOf: (source) => errors.get(source),
    list: () => [...reports.values()].map((told) => ({ ...told, ...spentBy(told) })),
  };
}
