import type { RunDocument } from '../domain/runDocument.ts';
import { type NewsOptions, runNews } from '../domain/runNews.ts';
import type { Settings } from '../settings.ts';
import { type AnnouncePorts, announce } from './announce.ts';

/** Tells how a run ended, at most one message a run. */
export async function announceRun(
  ports: AnnouncePorts,
  settings: Settings,
  told: { readonly document: RunDocument } & NewsOptions,
): Promise<void> {
  const news = runNews(told.document, told);
  if (news) await announce(ports, settings, news);
}
