import { type VerifyDocument, verifyMetrics } from '../domain/verifyDocument.ts';
import { verifyNews } from '../domain/verifyNews.ts';
import type { Heartbeat } from '../ports.ts';
import type { Settings } from '../settings.ts';
import { type AnnouncePorts, announce } from './announce.ts';

export type ConcludePorts = AnnouncePorts & { readonly heartbeat: Heartbeat };

export interface EndedVerify {
  readonly document: VerifyDocument;
  readonly settings: Settings;
  readonly dryRun?: boolean | undefined;
  /** Takes name → value of every metric. */
  readonly publish: (metrics: Readonly<Record<string, number>>) => void;
}

/** Logs, measures, tells and pings what verify found; a dry run is only logged. */
export async function concludeVerify(
  ports: ConcludePorts,
  { document, settings, dryRun, publish }: EndedVerify,
): Promise<VerifyDocument> {
  const endangered = document.outcome === 'at-risk' || document.outcome === 'missed';
  ports.log[endangered ? 'warn' : 'info']('Verify ended', { document });
  if (dryRun) return document;
  publish(verifyMetrics(document));
  for (const news of verifyNews(document)) await announce(ports, settings, news);
  await ports.heartbeat.beat({ well: !endangered, reason: document.reason });
  return document;
}
