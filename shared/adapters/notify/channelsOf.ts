import type { Log } from '../../ports.ts';
import type { Settings } from '../../settings.ts';
import { httpUrl } from '../http.ts';
import type { Keys } from '../keys.ts';
import type { Channel } from './channel.ts';
import { discordChannel } from './discordChannel.ts';
import { slackChannel } from './slackChannel.ts';
import { telegramChannel } from './telegramChannel.ts';
import { webhookChannel } from './webhookChannel.ts';

type ChannelSettings = Pick<Settings, 'notifications'>;

const BY_URL = [
  ['DISCORD_WEBHOOK_URL', discordChannel],
  ['SLACK_WEBHOOK_URL', slackChannel],
  ['WEBHOOK_URL', webhookChannel],
] as const;
const BOT_TOKEN = /^\d+:[\w-]+$/;

/** The channels that the keys open. One that cannot be used is left out with a warning, which holds no key. */
export function channelsOf(keys: Keys, settings: ChannelSettings, log: Log): Channel[] {
  const telegram = telegramOf(keys, settings, log);
  return [...byUrl(keys, log), ...(telegram ? [telegram] : [])];
}

function byUrl(keys: Keys, log: Log): Channel[] {
  return BY_URL.flatMap(([name, channelAt]) => {
    const text = keys[name];
    if (text === undefined) return [];
    const url = httpUrl(text);
    if (!url) log.warn(`${name} is no http(s) address; nobody is told there`);
    return url ? [channelAt(url)] : [];
  });
}

function telegramOf(
  { TELEGRAM_BOT_TOKEN: token }: Keys,
  { notifications: { telegramChatId: chatId } }: ChannelSettings,
  log: Log,
): Channel | undefined {
  if (token === undefined) return undefined;
  if (!BOT_TOKEN.test(token)) log.warn('TELEGRAM_BOT_TOKEN is no token of a bot; nobody is told there');
  else if (chatId === undefined)
    log.warn('TELEGRAM_BOT_TOKEN is set, but notifications.telegramChatId is not; nobody is told there');
  else return telegramChannel({ token, chatId });
  return undefined;
}
