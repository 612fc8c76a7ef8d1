import { describe, expect, it } from '@jest/globals';
import { channelsOf } from '../../../shared/adapters/notify/channelsOf.ts';
import { parseSettings } from '../../../shared/settings.ts';
import { recordingLog } from '../../support/recordingLog.ts';

const settingsWith = (notifications: object) =>
  parseSettings({ slots: [{ name: 'one', candidates: ['base'] }], notifications });
const namesOf = (keys: Parameters<typeof channelsOf>[0], notifications = {}, log = recordingLog()) =>
  channelsOf(keys, settingsWith(notifications), log).map(({ name }) => name);

describe('channelsOf', () => {
  it('opens a channel for every key that is there', () => {
    const keys = {
      NUMERAI_PUBLIC_ID: 'ID',
      DISCORD_WEBHOOK_URL: 'https://discord.com/api/webhooks/1/HUSH',
      SLACK_WEBHOOK_URL: 'https://hooks.slack.com/services/HUSH',
      WEBHOOK_URL: 'https://example.com/HUSH',
      TELEGRAM_BOT_TOKEN: '42:HUSH',
    };
    const names = ['Discord', 'Slack', 'webhook', 'Telegram'];
    expect(namesOf(keys, { telegramChatId: '-100123' })).toEqual(names);
    expect(namesOf({ NUMERAI_PUBLIC_ID: 'ID' })).toEqual([]);
  });

  it.each([
    ['no address', { DISCORD_WEBHOOK_URL: 'HUSHHUSH' }, /DISCORD_WEBHOOK_URL is no http/],
    ['another kind of address', { WEBHOOK_URL: 'file:///etc/HUSH' }, /WEBHOOK_URL is no http/],
    [
      'an address with a user',
      { SLACK_WEBHOOK_URL: 'https://me:HUSH@example.com/' },
      /SLACK_WEBHOOK_URL is no/,
    ],
    ['no token', { TELEGRAM_BOT_TOKEN: '../HUSH' }, /TELEGRAM_BOT_TOKEN is no token/],
    ['a token without a chat', { TELEGRAM_BOT_TOKEN: '42:HUSH' }, /telegramChatId is not/],
  ])('leaves out %s with a warning that holds no key', (_, keys, warning) => {
    const log = recordingLog();
    expect(namesOf({ ...keys }, {}, log)).toEqual([]);
    expect(log.entries).toMatchObject([{ level: 'warn', message: expect.stringMatching(warning) }]);
    expect(JSON.stringify(log.entries)).not.toContain('HUSH');
  });
});
