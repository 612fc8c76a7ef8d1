import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { systemClock } from '../../../shared/adapters/local/systemClock.ts';
import { channelNotifier } from '../../../shared/adapters/notify/channelNotifier.ts';
import { slackChannel } from '../../../shared/adapters/notify/slackChannel.ts';
import type { Clock } from '../../../shared/ports.ts';
import {
  html,
  type Reply,
  reset,
  type ScriptedServer,
  scriptedServer,
  silence,
  status,
} from '../../support/httpServer.ts';
import { type InstantClock, instantClock } from '../../support/instantClock.ts';
import { recordingLog } from '../../support/recordingLog.ts';

const NOTICE = { event: 'missed', loud: true, subject: 'Round 1325 missed', text: 'text' } as const;

let receiver: ScriptedServer;
let clock: InstantClock;
let log: ReturnType<typeof recordingLog>;

beforeEach(async () => {
  receiver = await scriptedServer();
  clock = instantClock();
  log = recordingLog();
});
afterEach(() => receiver.close());

async function notify(replies: Reply[], at: Clock = clock): Promise<void> {
  receiver.script(...replies);
  const channel = slackChannel(new URL('/services/T0/B0/HUSHHUSH', receiver.url));
  await channelNotifier(channel, { clock: at, log }).notify(NOTICE);
  expect(JSON.stringify(log.entries)).not.toContain('HUSH');
}

const warnings = () => log.entries.map(({ fields }) => fields);

describe('a notifier', () => {
  it.each([
    ['500', status(500)],
    ['a page of a proxy with 502', html(502)],
    ['a broken connection', reset],
  ])('repeats after %s', async (_, reply) => {
    await notify([reply, reply, status(200)]);
    expect(receiver.requests).toHaveLength(3);
    expect(log.entries).toEqual([]);
  });

  it('waits as long as a 429 asks for', async () => {
    await notify([status(429, { 'Retry-After': '3' }), status(204)]);
    expect(clock.sleptMs).toEqual([3000]);
    expect(log.entries).toEqual([]);
  });

  it('gives up at once on a 429 that asks for more time than there is', async () => {
    await notify([status(429, { 'Retry-After': '60' })]);
    expect(receiver.requests).toHaveLength(1);
    expect(warnings()).toMatchObject([
      { channel: 'Slack', subject: 'Round 1325 missed', code: 'rate_limited' },
    ]);
  });

  it('says in the log why nobody could be told, and throws nothing', async () => {
    await notify([status(500), status(500), status(500)]);
    expect(log.entries).toMatchObject([
      {
        level: 'warn',
        message: 'nobody could be told',
        fields: { channel: 'Slack', code: 'server_error', message: 'the message to Slack answered 500' },
      },
    ]);
  });

  it.each([
    [404, 'request_refused'],
    [403, 'access_denied'],
    [302, 'request_refused'],
  ])('does not repeat a %d: the webhook is gone', async (code, expected) => {
    await notify([status(code, { Location: 'http://127.0.0.1:1/' })]);
    expect(receiver.requests).toHaveLength(1);
    expect(warnings()).toMatchObject([{ code: expected }]);
  });

  it('waits ten seconds for a silent service and no longer', async () => {
    const hurried: Clock = { ...systemClock, abortAfter: (ms) => systemClock.abortAfter(ms / 100) };
    await notify([silence], hurried);
    expect(warnings()).toMatchObject([{ code: 'run_out_of_time' }]);
  });

  it('survives a receiver that is not there', async () => {
    const channel = slackChannel(new URL('http://127.0.0.1:1/services/HUSH'));
    await channelNotifier(channel, { clock, log }).notify(NOTICE);
    expect(warnings()).toMatchObject([{ code: 'network_error' }]);
    expect(JSON.stringify(log.entries)).not.toContain('HUSH');
  });
});
