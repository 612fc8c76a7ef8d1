import type { RunDocument } from '../domain/runDocument.ts';
import { runNews } from '../domain/runNews.ts';
import type { Settings } from '../settings.ts';
import { type AnnouncePorts, announce } from './announce.ts';

/** Tells how a run ended, at most one message a run. */
export async function announceRun(
  ports: AnnouncePorts,
  settings: Settings,
  document: RunDocument,
): Promise<void> {
  const news = runNews(document);
  if (news) await announce(ports, settings, news);
}
