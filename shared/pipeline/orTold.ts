import { failureNews } from '../domain/failureNews.ts';
import type { Settings } from '../settings.ts';
import { type AnnouncePorts, announce } from './announce.ts';

export interface Telling {
  readonly settings: Pick<Settings, 'notifications'>;
  /** A dry run tells nobody. */
  readonly dryRun?: boolean | undefined;
  /** Aborted when whoever asked for the work has stopped it, and so knows. */
  readonly signal: AbortSignal;
}

/** `work`; when it fails, a person is told, once a day for each kind of failure, before the failure goes on. */
export async function orTold<T>(
  ports: AnnouncePorts,
  { settings, dryRun, signal }: Telling,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!dryRun && !signal.aborted) await announce(ports, settings, failureNews(error, ports.clock.now()));
    throw error;
  }
}
