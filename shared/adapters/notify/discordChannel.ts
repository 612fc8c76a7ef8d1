import type { Channel } from './channel.ts';
import { shortened } from './shortened.ts';

const MOST_CHARACTERS = 2000;
const SUPPRESS_EMBEDS = 1 << 2;
const SUPPRESS_NOTIFICATIONS = 1 << 12;

/**
 * A Discord webhook. A silent notice carries the flag that makes no sound; nobody is mentioned, whatever the text
 * holds.
 *
 * @see https://discord.com/developers/docs/resources/webhook#execute-webhook
 */
export function discordChannel(url: URL): Channel {
  return {
    name: 'Discord',
    url,
    body: ({ subject, text, loud }) => ({
      content: shortened(`**${subject}**\n${text}`, MOST_CHARACTERS),
      flags: loud ? SUPPRESS_EMBEDS : SUPPRESS_EMBEDS | SUPPRESS_NOTIFICATIONS,
      allowed_mentions: { parse: [] },
    }),
  };
}
