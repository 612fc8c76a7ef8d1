import type { Round } from '../domain/round.ts';
import { exitCode, type RunDocument } from '../domain/runDocument.ts';
import { runMetrics } from '../domain/runMetrics.ts';
import { TransientError } from '../errors.ts';
import type { Ports } from '../ports.ts';

export interface EndedRun {
  readonly document: RunDocument;
  /** The open round, if there is one. */
  readonly round: Round | undefined;
  readonly dryRun?: boolean | undefined;
  /** Takes name → value of every metric. */
  readonly publish: (metrics: Readonly<Record<string, number>>) => void;
}

/**
 * Ends a run that nobody watches: its document is logged and measured (a dry run is not), and becomes an error where
 * a person must look.
 *
 * @throws TransientError `run_failed`, `submission_unconfirmed` with the reason of the document
 */
export function concludeRun({ log, clock }: Pick<Ports, 'log' | 'clock'>, run: EndedRun): RunDocument {
  const { document, round, dryRun, publish } = run;
  const level = exitCode(document, { failIfIdle: false }) === 0 ? 'info' : 'warn';
  log[level]('Run ended', { document });
  if (!dryRun) publish(runMetrics(document, { round, now: clock.now() }));
  if (document.outcome === 'failed') throw new TransientError('run_failed', document.reason);
  if (document.outcome === 'unconfirmed') throw new TransientError('submission_unconfirmed', document.reason);
  return document;
}
