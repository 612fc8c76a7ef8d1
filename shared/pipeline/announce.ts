import type { News } from '../domain/news.ts';
import { AppError } from '../errors.ts';
import type { Ports } from '../ports.ts';
import type { Settings } from '../settings.ts';

export type AnnouncePorts = Pick<Ports, 'clock' | 'store' | 'notifier' | 'log'>;

/**
 * Tells a person, once per `news.once` and as loud as the settings want it. What was told is noted in the store
 * under `notices/` before it is sent; without a store it is rather told twice than never. Never throws.
 */
export async function announce(
  ports: AnnouncePorts,
  { notifications }: Pick<Settings, 'notifications'>,
  news: News,
): Promise<void> {
  const volume = notifications[news.event];
  if (volume === 'off' || !(await isFirst(ports, news))) return;
  const { event, subject, text } = news;
  await ports.notifier.notify({ event, loud: volume === 'loud', subject, text });
}

async function isFirst({ clock, store, log }: AnnouncePorts, { once, subject }: News): Promise<boolean> {
  const note = new TextEncoder().encode(`${JSON.stringify({ subject, at: clock.now().toISOString() })}\n`);
  try {
    return (await store.put(`notices/${once}.json`, note, { ifAbsent: true })) !== undefined;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    log.warn('What was told cannot be noted, so that it may be told again', { error });
    return true;
  }
}
