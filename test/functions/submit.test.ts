import { describe, expect, it } from '@jest/globals';
import { submitHandler } from '../../functions/submit.ts';
import { AccessError } from '../../shared/errors.ts';
import { parseSettings } from '../../shared/settings.ts';
import { at, type Day, type DayOptions, useDay } from '../support/day.ts';
import { functionOutput } from '../support/functionOutput.ts';
import { lambdaContext } from '../support/lambdaContext.ts';

const SLOTS = [{ name: 'example_model', candidates: ['base'] }];
const output = functionOutput();
const startDay = useDay();
let day: Day;

/** A function on an ordinary day. */
async function deployed({ settings = {}, ...options }: DayOptions = {}) {
  day = await startDay({ settings, ...options });
  const parsed = parseSettings({ slots: SLOTS, ...settings });
  const handler = submitHandler(async (log) => ({ ports: { ...day.ports, log }, settings: parsed }));
  let runs = 0;
  return (event: unknown = {}) => handler(event, lambdaContext(`request-${++runs}`));
}

const lastLine = () => output.lines().at(-1)!;

describe('submit', () => {
  it('answers a tick in the window with the run document', async () => {
    const invoke = await deployed();
    expect(await invoke()).toMatchObject({
      outcome: 'submitted',
      round: 1325,
      slots: [{ status: 'on-time', accepted: 300 }],
    });
    expect(await day.store.get('rounds/1325/example_model/record.json')).toBeDefined();
  });

  it('publishes how early it was and how much was accepted, with no dimension but the service', async () => {
    const invoke = await deployed();
    await invoke();
    expect(output.metrics()).toEqual({
      DegradedLate: 0,
      KeysInTrouble: 0,
      MinutesToSpare: 55,
      AcceptedShare: 1,
      Coverage: 1,
    });
    expect(output.emf().map((line) => line._aws.CloudWatchMetrics[0]!.Dimensions)).toEqual([[['service']]]);
  });

  it('logs the document with the request id, and the claim carries the same id', async () => {
    const invoke = await deployed();
    const document = await invoke();
    const lines = output.lines();
    expect(lines.map((line) => line.function_request_id)).toEqual(lines.map(() => 'request-1'));
    expect(lines).toContainEqual(
      expect.objectContaining({ level: 'INFO', message: 'Run ended', details: { document } }),
    );
    const claim = await day.store.get('rounds/1325/example_model/claim.json');
    expect(new TextDecoder().decode(claim!.bytes)).toContain('"runId":"request-1"');
  });

  it('does not submit twice', async () => {
    const invoke = await deployed();
    await invoke();
    expect(await invoke()).toMatchObject({ outcome: 'already-submitted' });
    expect(day.numerai.submissions()).toHaveLength(1);
  });

  it('says when the next round opens when none is open', async () => {
    const invoke = await deployed({ numerai: { opensInSeconds: 3600 } });
    expect(await invoke()).toMatchObject({ outcome: 'no-open-round', slots: [] });
    expect(output.metrics()).toEqual({ DegradedLate: 0, KeysInTrouble: 0 });
  });

  it('keeps a dry run away from Numerai and from the metrics', async () => {
    const invoke = await deployed();
    expect(await invoke({ dryRun: true })).toMatchObject({ outcome: 'dry-run' });
    expect(day.numerai.submissions()).toHaveLength(0);
    expect(output.emf()).toEqual([]);
  });

  it('runs for one slot when the event names it', async () => {
    const slots = [...SLOTS, { name: 'second_model', candidates: ['base'] }];
    const invoke = await deployed({ settings: { slots } });
    expect(await invoke({ slot: 'second_model' })).toMatchObject({
      slots: [{ slot: 'second_model', outcome: 'submitted' }],
    });
  });

  it.each([
    ['dryrun', { dryrun: true }],
    ['dryRun', { dryRun: 'yes' }],
    ['slot', { slot: 7 }],
    ['key1', { key1: 'value1' }],
  ])('refuses an event with a wrong %s instead of submitting by mistake', async (key, event) => {
    const invoke = await deployed();
    await expect(invoke(event)).rejects.toMatchObject({
      code: 'usage',
      message: expect.stringContaining(key),
    });
    expect(day.numerai.requests).toHaveLength(0);
  });
});

describe('submit in trouble', () => {
  it('logs the document, then fails with its reason, when a slot has no submission', async () => {
    const invoke = await deployed({ models: [] });
    await expect(invoke()).rejects.toMatchObject({
      name: 'TransientError',
      code: 'run_failed',
      message: expect.stringContaining('base'),
    });
    const [ended, failed] = output.lines().slice(-2);
    expect(ended).toMatchObject({
      level: 'WARN',
      message: 'Run ended',
      details: { document: { outcome: 'failed' } },
    });
    expect(failed).toMatchObject({
      level: 'ERROR',
      message: 'Invocation failed',
      details: { code: 'run_failed' },
    });
    expect(output.metrics()).toEqual({ DegradedLate: 0, KeysInTrouble: 0 });
  });

  it('fails when Numerai does not confirm', async () => {
    const invoke = await deployed({ numerai: { verdictSeconds: 3600 } });
    await expect(invoke()).rejects.toMatchObject({ code: 'submission_unconfirmed' });
    expect(output.metrics()).toMatchObject({ AcceptedShare: 0 });
  });

  it('does not fail when the round was missed, but says so', async () => {
    const invoke = await deployed();
    day.clock.set(at('13:05'));
    expect(await invoke()).toMatchObject({ outcome: 'late' });
    expect(output.metrics()).toEqual({ DegradedLate: 0, KeysInTrouble: 0 });
    day.clock.set(at('13:23'));
    await invoke();
    expect(day.notices).toEqual(['Round 1325: late']);
  });

  it('tells once, however many ticks fail, and a dry run tells nobody', async () => {
    const invoke = await deployed({ models: [] });
    await expect(invoke({ dryRun: true })).rejects.toThrow();
    expect(day.notices).toEqual([]);
    await expect(invoke()).rejects.toThrow();
    await expect(invoke()).rejects.toThrow();
    expect(day.notices).toEqual(['Round 1325: no submission']);
  });

  it('measures and tells that Numerai does not take the keys', async () => {
    const tokens = [{ publicId: 'READER', secretKey: 'READERSECRET', scopes: ['read_user_info'] }];
    const invoke = await deployed({ numerai: { tokens } });
    await expect(invoke()).rejects.toMatchObject({ code: 'run_failed' });
    expect(output.metrics()).toMatchObject({ KeysInTrouble: 1 });
    expect(day.told).toMatchObject([{ event: 'keys', loud: true, text: expect.stringContaining('scope') }]);
  });

  it('speaks of a degraded submission only shortly before the deadline', async () => {
    const settings = { slots: [{ name: 'example_model', candidates: ['better', 'base'] }] };
    const invoke = await deployed({ settings });
    expect(await invoke()).toMatchObject({ outcome: 'degraded' });
    expect(output.metrics()).toMatchObject({ DegradedLate: 0 });
    expect(day.notices).toEqual([]);
    day.clock.set(at('12:50'));
    expect(await invoke()).toMatchObject({ outcome: 'degraded' });
    expect(output.metrics()).toMatchObject({ DegradedLate: 1 });
    expect(day.notices).toEqual(['Round 1325: degraded']);
  });

  it('passes on what keeps it from starting, with code and hint in the log', async () => {
    const cause = new Error('quotes the key HUSHHUSH');
    day = await startDay();
    const handler = submitHandler(async () => {
      throw new AccessError('secret_invalid', 'the secret holds none of the keys yet', { cause });
    });
    await expect(handler({}, lambdaContext('one'))).rejects.toMatchObject({ code: 'secret_invalid' });
    expect(lastLine()).toMatchObject({
      message: 'Invocation failed',
      function_request_id: 'one',
      details: { code: 'secret_invalid', hint: expect.stringContaining('keys set') },
    });
    expect(output.metrics()).toEqual({ KeysInTrouble: 1 });
    expect(output.text()).not.toContain('HUSHHUSH');
  });

  it('aborts what is under way five seconds before Lambda would stop it', async () => {
    day = await startDay();
    let aborted = false;
    const currentRound: Day['ports']['numerai']['currentRound'] = ({ signal }) =>
      new Promise(() => signal.addEventListener('abort', () => (aborted = true)));
    const ports = { ...day.ports, numerai: { ...day.ports.numerai, currentRound } };
    const handler = submitHandler(async () => ({ ports, settings: parseSettings({ slots: SLOTS }) }));
    await expect(handler({}, lambdaContext('one', 5_100))).rejects.toMatchObject({ code: 'run_out_of_time' });
    expect(aborted).toBe(true);
    expect(lastLine()).toMatchObject({ level: 'ERROR', details: { code: 'run_out_of_time' } });
  });
});
