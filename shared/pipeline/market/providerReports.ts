import { AppError, type ErrorReport, reportError } from '../../errors.ts';
import type { Cost, Log } from '../../ports.ts';

/** What one provider did for a run. */
export interface ProviderReport {
  readonly source: string;
  /** Bars it gave. */
  readonly rows: number;
  /** By its own estimate. */
  readonly requests: number;
  readonly credits: number;
  /** The last thing that went wrong. */
  readonly error?: ErrorReport;
}

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

export function providerReports(log: Log): ProviderReports {
  const reports = new Map<string, ProviderReport>();
  const errors = new Map<string, AppError>();
  const change = (source: string, edit: (report: ProviderReport) => ProviderReport) => {
    const before = reports.get(source) ?? { source, rows: 0, requests: 0, credits: 0 };
    reports.set(source, edit(before));
  };
  return {
    asked: (source, { requests, credits }) =>
      change(source, (one) => ({
        ...one,
        requests: one.requests + requests,
        credits: one.credits + credits,
      })),
    gave: (source, rows) => change(source, (one) => ({ ...one, rows: one.rows + rows })),
    failed: (source, error) => {
      if (!(error instanceof AppError)) throw error;
      log.warn(`${source} failed`, { error });
      errors.set(source, error);
      change(source, (one) => ({ ...one, error: reportError(error) }));
    },
    errorOf: (source) => errors.get(source),
    list: () => [...reports.values()],
  };
}
