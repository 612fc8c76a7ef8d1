import type { Channel } from './channel.ts';
import { shortened } from './shortened.ts';

/** Beyond this Slack folds a message away. */
const MOST_CHARACTERS = 4000;

/**
 * A Slack incoming webhook. Slack lets each reader decide what makes a sound, so that loud and silent are the same.
 *
 * @see https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks
 */
export function slackChannel(url: URL): Channel {
  return {
    name: 'Slack',
    url,
    body: ({ subject, text }) => ({
      text: escaped(shortened(`${subject}\n${text}`, MOST_CHARACTERS)),
      mrkdwn: false,
      unfurl_links: false,
    }),
  };
}

/** The three characters that mean something to Slack, such as `<!channel>`. */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
