import type { Clock, Log, Notifier } from '../../ports.ts';
import type { Settings } from '../../settings.ts';
import type { Keys } from '../keys.ts';
import { channelNotifier } from './channelNotifier.ts';
import { channelsOf } from './channelsOf.ts';
import { tellAll } from './tellAll.ts';

export interface NotifierOptions {
  readonly keys: Keys;
  readonly settings: Pick<Settings, 'notifications'>;
  /** Last line of every text, such as where the log is. */
  readonly footer?: string | undefined;
  readonly clock: Clock;
  readonly log: Log;
}

/** Tells `first`, such as the subscribers of a topic, and every chat that the keys open. */
export function openNotifier(
  first: Notifier,
  { keys, settings, footer, clock, log }: NotifierOptions,
): Notifier {
  const chats = channelsOf(keys, settings, log).map((channel) => channelNotifier(channel, { clock, log }));
  return tellAll([first, ...chats], { keys, footer });
}
