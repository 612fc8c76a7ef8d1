import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Channel } from '../../../shared/adapters/notify/channel.ts';
import { channelNotifier } from '../../../shared/adapters/notify/channelNotifier.ts';
import { discordChannel } from '../../../shared/adapters/notify/discordChannel.ts';
import { shortened } from '../../../shared/adapters/notify/shortened.ts';
import { slackChannel } from '../../../shared/adapters/notify/slackChannel.ts';
import { telegramChannel } from '../../../shared/adapters/notify/telegramChannel.ts';
import { webhookChannel } from '../../../shared/adapters/notify/webhookChannel.ts';
import type { Notice } from '../../../shared/ports.ts';
import { type ScriptedServer, scriptedServer, status } from '../../support/httpServer.ts';
import { instantClock } from '../../support/instantClock.ts';
import { recordingLog } from '../../support/recordingLog.ts';

const NOTICE: Notice = {
  event: 'atRisk',
  loud: true,
  subject: 'Round 1325 at risk',
  text: 'Why: <!channel> & @everyone 币安人生',
};
const SILENT = { ...NOTICE, loud: false };

let receiver: ScriptedServer;
const at = (path: string) => new URL(path, receiver.url);

beforeEach(async () => {
  receiver = await scriptedServer();
});
afterEach(() => receiver.close());

/** What a channel sends for a notice, as the other side gets it. */
async function received(channel: Channel, notice: Notice = NOTICE) {
  const log = recordingLog();
  receiver.script(status(200));
  await channelNotifier(channel, { clock: instantClock(), log }).notify(notice);
  expect(log.entries).toEqual([]);
  const { method, path, headers, body } = receiver.requests.at(-1)!;
  expect(method).toBe('POST');
  expect(headers['content-type']).toBe('application/json');
  return { path, body: JSON.parse(String(body)) };
}

describe('Discord', () => {
  // Message flags: SUPPRESS_EMBEDS is 1 << 2, SUPPRESS_NOTIFICATIONS 1 << 12.
  it('gets the text, mentions nobody, and makes no sound of what is silent', async () => {
    const channel = discordChannel(at('/api/webhooks/1/HUSH'));
    expect(await received(channel)).toEqual({
      path: '/api/webhooks/1/HUSH',
      body: {
        content: '**Round 1325 at risk**\nWhy: <!channel> & @everyone 币安人生',
        flags: 4,
        allowed_mentions: { parse: [] },
      },
    });
    expect((await received(channel, SILENT)).body.flags).toBe(4100);
  });

  it('is never sent more than the 2000 characters it takes', async () => {
    const { body } = await received(discordChannel(at('/')), { ...NOTICE, text: 'x'.repeat(5000) });
    expect(body.content).toHaveLength(2000);
  });
});

describe('Slack', () => {
  it('gets the text with its three special characters escaped, loud and silent alike', async () => {
    const channel = slackChannel(at('/services/T0/B0/HUSH'));
    const loud = await received(channel);
    expect(loud).toEqual({
      path: '/services/T0/B0/HUSH',
      body: {
        text: 'Round 1325 at risk\nWhy: &lt;!channel&gt; &amp; @everyone 币安人生',
        mrkdwn: false,
        unfurl_links: false,
      },
    });
    expect(await received(channel, SILENT)).toEqual(loud);
  });
});

describe('Telegram', () => {
  it('gets the text for the chat, without a sound when it is silent', async () => {
    const channel = telegramChannel({ token: '42:HUSH', chatId: '-100123', api: receiver.url.href });
    expect(await received(channel)).toEqual({
      path: '/bot42:HUSH/sendMessage',
      body: {
        chat_id: '-100123',
        text: 'Round 1325 at risk\nWhy: <!channel> & @everyone 币安人生',
        disable_notification: false,
        link_preview_options: { is_disabled: true },
      },
    });
    expect((await received(channel, SILENT)).body.disable_notification).toBe(true);
  });

  it('is where Telegram says it is', () => {
    const { href } = telegramChannel({ token: '42:HUSH', chatId: '@mine' }).url;
    expect(href).toBe('https://api.telegram.org/bot42:HUSH/sendMessage');
  });

  it('is never sent more than the 4096 characters it takes', async () => {
    const channel = telegramChannel({ token: '42:HUSH', chatId: '1', api: receiver.url.href });
    const { body } = await received(channel, { ...NOTICE, text: '😀'.repeat(5000) });
    expect(body.text.length).toBeLessThanOrEqual(4096);
  });
});

describe('any other webhook', () => {
  it('gets the notice as it is, and with it whether it is loud', async () => {
    expect(await received(webhookChannel(at('/hook?key=HUSH')), SILENT)).toEqual({
      path: '/hook?key=HUSH',
      body: { source: 'numerai-crypto-autopilot', ...SILENT },
    });
  });
});

describe('shortened', () => {
  it('is at most as long as it may be, whole characters, and the text itself when that fits', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 30 }), (text, most) => {
        const short = shortened(text, most);
        expect(short.length).toBeLessThanOrEqual(most);
        expect(short.isWellFormed()).toBe(true);
        if (text.length <= most) expect(short).toBe(text.toWellFormed());
        else expect(short.endsWith('…')).toBe(true);
      }),
    );
  });
});
