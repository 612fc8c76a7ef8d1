import type { Round } from '../domain/round.ts';
import { exitCode, type RunDocument } from '../domain/runDocument.ts';
import { runMetrics } from '../domain/runMetrics.ts';
import { TransientError } from '../errors.ts';
import type { Settings } from '../settings.ts';
import type { AnnouncePorts } from './announce.ts';
import { announceRun } from './announceRun.ts';

export interface EndedRun {
  readonly document: RunDocument;
  readonly settings: Settings;
  /** The open round, if there is one. */
  readonly round: Round | undefined;
  readonly dryRun?: boolean | undefined;
  /** Takes name → value of every metric. */
  readonly publish: (metrics: Readonly<Record<string, number>>) => void;
}

/**
 * Ends a run that nobody watches: its document is logged, measured and told (a dry run is only logged), and becomes
 * an error where a person must look.
 *
 * @throws TransientError `run_failed`, `submission_unconfirmed` with the reason of the document
 */
export async function concludeRun(ports: AnnouncePorts, run: EndedRun): Promise<RunDocument> {
  const { document, settings, round, dryRun, publish } = run;
  const level = exitCode(document, { failIfIdle: false }) === 0 ? 'info' : 'warn';
  ports.log[level]('Run ended', { document });
  if (!dryRun) {
    const metrics = runMetrics(document, { round, now: ports.clock.now() });
    publish(metrics);
    await announceRun(ports, settings, { document, mayImprove: metrics.DegradedLate === 0 });
  }
  if (document.outcome === 'failed') throw new TransientError('run_failed', document.reason);
  if (document.outcome === 'unconfirmed') throw new TransientError('submission_unconfirmed', document.reason);
  return document;
}
