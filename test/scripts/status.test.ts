import { rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { LocalNumerai } from '../../scripts/standins/numerai/localNumerai.ts';
import { startNumerai } from '../../scripts/standins/numerai/server.ts';
import type { StatusDocument } from '../../scripts/statusDocument.ts';
import { statusText } from '../../scripts/statusText.ts';
import { duration, parseDuration } from '../../scripts/timeText.ts';
import { documentOf, runCli, startCli } from '../support/runCli.ts';
import { temporaryFolders } from '../support/temporaryFolders.ts';

const MODEL = resolve(import.meta.dirname, '../../scripts/demo/demo-model.txt');
const folder = temporaryFolders();
let numerai: LocalNumerai;
let at: { cwd: string; env: Record<string, string> };

beforeEach(async () => {
  const cwd = folder();
  const autopilot = { slots: [{ name: 'example_model', candidates: ['base'] }] };
  writeFileSync(join(cwd, 'cdk.json'), JSON.stringify({ context: { autopilot } }));
  numerai = await startNumerai();
  const { publicId, secretKey } = numerai.token;
  const env = { NUMERAI_API_URL: numerai.url, NUMERAI_PUBLIC_ID: publicId, NUMERAI_SECRET_KEY: secretKey };
  at = { cwd, env };
});
afterEach(() => numerai?.close());

const status = (...args: string[]) => runCli(['status', '--local', ...args], at);

describe('status', () => {
  it('tells of no round where none was submitted, and what comes next', async () => {
    const { stdout, code } = await status();
    expect(code).toBe(0);
    expect(stdout).toMatch(/^no submission of ours is recorded yet\n/);
    expect(stdout).toMatch(/Next round expected \d{4}-\d\d-\d\d 12:00 UTC \(\d\d:\d\d local time\), in /);
  });

  it('tells how the last rounds went, with minutes to spare, and shows a gap as a gap', async () => {
    await runCli(['model', 'push', MODEL, '--name', 'base', '--local'], at);
    await runCli(['run', '--local', '--json'], at);
    numerai.openNextRound();
    numerai.openNextRound();
    await runCli(['run', '--local', '--json'], at);
    const end = await status('--json');
    expect(end.code).toBe(0);
    expect(documentOf(end)).toMatchObject({
      open: { number: 1327, phase: 'on-time' },
      rounds: [
        {
          round: 1327,
          slot: 'example_model',
          result: 'on-time',
          minutesToSpare: 59,
          accepted: 300,
          coverage: 1,
        },
        { round: 1326, slot: 'example_model', result: 'none', at: null },
        { round: 1325, slot: 'example_model', result: 'on-time', candidate: 'base' },
      ],
      deployment: null,
      alarms: [],
      unconfirmed: [],
      unknown: [],
    });
    expect(documentOf(await status('--json', '--rounds', '1'))).toMatchObject({ rounds: [{ round: 1327 }] });
    const { stdout } = await status();
    expect(stdout).toMatch(/^Round 1327: 1 of 1 slot submitted on time; round 1327 closes in \d\d min\n/);
    expect(stdout).toMatch(
      /\n1327 {3}example_model {2}on-time {2}\d\d-\d\d \d\d:\d\d {2}59 min {2}300\/300 {3}100\.0 % {3}base \(/,
    );
  });

  it('says what it does not know when Numerai does not answer', async () => {
    await numerai.close();
    const document = documentOf(await status('--json'));
    expect(document).toMatchObject({
      open: null,
      unknown: [expect.stringMatching(/^Numerai's rounds: network_error/)],
    });
  });

  it('watches until it is interrupted, and refuses to watch in JSON', async () => {
    const running = startCli(['status', '--local', '--watch', '--every', '1'], at);
    await running.sees('stdout', /Next round expected[\s\S]*Next round expected/);
    running.child.kill('SIGINT');
    expect((await running.end).code).toBe(130);
    const refused = await status('--watch', '--json');
    expect(refused.code).toBe(2);
    expect(documentOf(refused)).toMatchObject({ error: { code: 'usage' } });
  });

  it('needs settings, and says so', async () => {
    rmSync(join(at.cwd, 'cdk.json'));
    const end = await status('--json');
    expect(end.code).toBe(2);
    expect(documentOf(end)).toMatchObject({ error: { code: 'settings_invalid' } });
  });
});

describe('the text', () => {
  const quiet: StatusDocument = {
    now: '2026-11-25T12:30:00.000Z',
    open: null,
    nextOpens: '2026-11-26T12:00:00.000Z',
    rounds: [],
    deployment: { stack: 'numerai-crypto-autopilot', state: 'UPDATE_COMPLETE', version: null },
    alarms: [{ name: 'a', state: 'OK', since: null }],
    unconfirmed: [],
    unknown: [],
  };
  const plain = (_style: unknown, text: string) => text;

  it('warns of an address that no alarm reaches, and only then', () => {
    expect(statusText(quiet, plain)).not.toContain('warn');
    expect(statusText({ ...quiet, unconfirmed: ['a@example.com'] }, plain)).toContain(
      'warn  no alarm reaches a@example.com: press Confirm in the mail from AWS',
    );
  });

  it('names the alarms that are raised, and none otherwise', () => {
    expect(statusText(quiet, plain)).toContain('UPDATE_COMPLETE, none of 1 alarms raised');
    const alarms = [{ name: 'round-at-risk', state: 'ALARM', since: '2026-11-25T12:27:00Z' }];
    expect(statusText({ ...quiet, alarms }, plain)).toContain(
      'ALARM  round-at-risk since 2026-11-25T12:27:00Z',
    );
  });
});

describe('a duration', () => {
  it.each([
    [-5, '0 min'],
    [59_999, '0 min'],
    [41 * 60_000, '41 min'],
    [65 * 60_000, '1 h 05 min'],
    [74 * 3_600_000, '3 d 2 h'],
  ])('of %d ms is said as %s', (ms, text) => {
    expect(duration(ms)).toBe(text);
  });

  it('is read as a number with m, h or d', () => {
    expect(['30m', '24h', '7d', '7', 'd', '1.5h'].map(parseDuration)).toEqual([
      1_800_000,
      86_400_000,
      604_800_000,
      undefined,
      undefined,
      undefined,
    ]);
  });
});
