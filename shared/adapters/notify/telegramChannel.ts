import type { Channel } from './channel.ts';
import { shortened } from './shortened.ts';

const MOST_CHARACTERS = 4096;
/** Where Telegram's bots are. */
const TELEGRAM_API_URL = 'https://api.telegram.org';

export interface TelegramBot {
  /** As @BotFather gave it: digits, a colon, letters. */
  readonly token: string;
  /** Number of a chat, or @name of a channel. */
  readonly chatId: string;
  /** Another address of the API. */
  readonly api?: string;
}

/**
 * A Telegram bot that writes to one chat, as plain text. A silent notice arrives without a sound.
 *
 * @see https://core.telegram.org/bots/api#sendmessage
 */
export function telegramChannel({ token, chatId, api = TELEGRAM_API_URL }: TelegramBot): Channel {
  return {
    name: 'Telegram',
    url: new URL(`/bot${token}/sendMessage`, api),
    body: ({ subject, text, loud }) => ({
      chat_id: chatId,
      text: shortened(`${subject}\n${text}`, MOST_CHARACTERS),
      disable_notification: !loud,
      link_preview_options: { is_disabled: true },
    }),
  };
}
