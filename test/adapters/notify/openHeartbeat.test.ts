import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openHeartbeat } from '../../../shared/adapters/notify/openHeartbeat.ts';
import {
  type Reply,
  type ScriptedServer,
  scriptedServer,
  silence,
  status,
} from '../../support/httpServer.ts';
import { instantClock } from '../../support/instantClock.ts';
import { recordingLog } from '../../support/recordingLog.ts';

const WELL = { well: true, reason: 'round 1325: every slot has a confirmed on-time submission' };
const UNWELL = { well: false, reason: 'round 1325 has no confirmed on-time submission of one' };

let receiver: ScriptedServer;
let log: ReturnType<typeof recordingLog>;
beforeEach(async () => {
  receiver = await scriptedServer();
  log = recordingLog();
});
afterEach(() => receiver.close());

async function beat(
  pulse: typeof WELL,
  { path = '/ping/HUSHHUSH', replies = [status(200)] as Reply[] } = {},
) {
  receiver.script(...replies);
  const keys = { PING_URL: new URL(path, receiver.url).href, NUMERAI_SECRET_KEY: 'VERYSECRET' };
  await openHeartbeat(keys, { clock: instantClock(), log }).beat(pulse);
  expect(JSON.stringify(log.entries)).not.toContain('HUSHHUSH');
}

describe('heartbeat', () => {
  it('posts the reason to the address while all is well', async () => {
    await beat(WELL);
    const [{ method, path, headers, body } = receiver.requests[0]!] = receiver.requests;
    expect([method, path, headers['content-type']]).toEqual([
      'POST',
      '/ping/HUSHHUSH',
      'text/plain; charset=utf-8',
    ]);
    expect(String(body)).toBe(WELL.reason);
  });

  it.each([
    ['/ping/HUSHHUSH', '/ping/HUSHHUSH/fail'],
    ['/ping/HUSHHUSH/', '/ping/HUSHHUSH/fail'],
    ['/ping?key=HUSHHUSH', '/ping/fail?key=HUSHHUSH'],
  ])('posts to the address with /fail when a slot is in danger: %s', async (address, failing) => {
    await beat(UNWELL, { path: address });
    expect(receiver.requests.map(({ path }) => path)).toEqual([failing]);
    expect(String(receiver.requests[0]!.body)).toBe(UNWELL.reason);
  });

  it('never says a key, whatever quoted it', async () => {
    await beat({ well: false, reason: 'Numerai said: Token UPLOADER$VERYSECRET is unknown' });
    expect(String(receiver.requests[0]!.body)).toBe('Numerai said: Token UPLOADER$*** is unknown');
  });

  it('repeats what may heal, and says in the log what did not', async () => {
    await beat(WELL, { replies: [status(503), status(429, { 'Retry-After': '1' }), status(200)] });
    expect(receiver.requests).toHaveLength(3);
    expect(log.entries).toEqual([]);
    await beat(WELL, { replies: [status(404)] });
    expect(log.entries).toMatchObject([
      { level: 'warn', fields: { channel: 'PING_URL', code: 'request_refused' } },
    ]);
  });

  it('survives a service that is silent', async () => {
    receiver.script(silence);
    const hurried = instantClock();
    const clock = { ...hurried, abortAfter: () => ({ signal: AbortSignal.timeout(50), cancel: () => {} }) };
    await openHeartbeat({ PING_URL: receiver.url.href }, { clock, log }).beat(WELL);
    expect(log.entries).toMatchObject([{ fields: { code: 'run_out_of_time' } }]);
  });

  it('sends nothing without an address, and warns of one that is none', async () => {
    const ports = { clock: instantClock(), log };
    await openHeartbeat({}, ports).beat(WELL);
    expect(log.entries).toEqual([]);
    await openHeartbeat({ PING_URL: 'HUSHHUSH' }, ports).beat(WELL);
    expect(log.entries.map(({ message }) => message)).toEqual([
      'PING_URL is no http(s) address; nothing is pinged',
    ]);
    expect(receiver.requests).toEqual([]);
  });
});
