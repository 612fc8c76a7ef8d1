import { describe, expect, it } from '@jest/globals';
import { submitHandler } from '../../functions/submit.ts';
import { verifyRound } from '../../shared/pipeline/verifyRound.ts';
import { at, type Day, useDay } from '../support/day.ts';
import { functionOutput } from '../support/functionOutput.ts';
import { lambdaContext } from '../support/lambdaContext.ts';
import { rejectionOf } from '../support/limits.ts';

functionOutput();
const begin = useDay();
const OUTAGE_SECONDS = 60;
/** Every question of a run, in its order; `put` and `download` are the storage's. */
const STEPS = [
  'rounds',
  'account',
  'model',
  'submissions',
  'listDatasets',
  'dataset',
  'download',
  'submissionUploadAuth',
  'put',
  'createSubmission',
];

/** A day whose Numerai misbehaves from the first request that a fault concerns, until so many seconds later. */
async function outage(faults: readonly string[], { from = '12:05', seconds = OUTAGE_SECONDS } = {}) {
  const day = await begin();
  day.clock.set(at(from));
  day.numerai.faults.push(...faults.map((fault) => `${fault}:always`));
  let over: number | undefined;
  const { sleep } = day.clock;
  const clock = day.clock as { sleep: typeof sleep };
  clock.sleep = async (ms, signal) => {
    over ??= day.clock.now().getTime() + seconds * 1000;
    await sleep(ms, signal);
    if (day.clock.now().getTime() >= over) day.numerai.faults.clear();
  };
  return day;
}

const secondsSince = ({ clock }: Day, time: string) => (clock.now().getTime() - at(time).getTime()) / 1000;
const creations = ({ numerai }: Day) =>
  numerai.requests.filter(({ operations }) => operations.includes('createSubmission'));

describe('an outage of a minute', () => {
  it.each(STEPS.flatMap((step) => ['unreachable', 'error-500'].map((fault) => [fault, step] as const)))(
    '(%s) that strikes at %s costs no round and sends nothing twice',
    async (fault, step) => {
      const day = await outage([`${fault}@${step}`]);
      expect(await day.tick()).toMatchObject({ outcome: 'submitted', slots: [{ accepted: 300 }] });
      expect(day.created()).toHaveLength(1);
      expect(secondsSince(day, '12:05')).toBeGreaterThanOrEqual(OUTAGE_SECONDS);
    },
  );

  it('of everything at once is sat out as well', async () => {
    const day = await outage(['unreachable', 'unreachable@put', 'unreachable@download']);
    expect(await day.tick()).toMatchObject({ outcome: 'submitted' });
    expect(secondsSince(day, '12:05')).toBeLessThan(150);
  });

  it('that swallows the answer of a created submission does not make another', async () => {
    const day = await outage([]);
    day.numerai.faults.push('create-lost');
    const { createSubmission } = day.ports.numerai;
    const numerai = {
      ...day.ports.numerai,
      createSubmission: (...args: Parameters<typeof createSubmission>) => {
        day.numerai.faults.push('unreachable@submissions:always');
        return createSubmission(...args);
      },
    };
    expect(await day.tick({ ports: { numerai } })).toMatchObject({ outcome: 'submitted' });
    expect(secondsSince(day, '12:05')).toBeGreaterThanOrEqual(OUTAGE_SECONDS);
    expect(creations(day)).toHaveLength(1);
    expect(day.created()).toHaveLength(1);
  });

  it('between rounds is no failed run, which would raise an alarm', async () => {
    const day = await outage(['error-500'], { from: '09:03' });
    const handler = submitHandler(async (log) => ({
      ports: { ...day.ports, log },
      settings: day.settings,
    }));
    expect(await handler({}, lambdaContext('request-1'))).toMatchObject({ outcome: 'no-open-round' });
    expect(day.notices).toEqual([]);
  });

  it('leaves verify its say', async () => {
    const day = await outage(['unreachable'], { from: '12:27' });
    expect(await verifyRound(day.ports, { settings: day.settings })).toMatchObject({ outcome: 'at-risk' });
  });

  it('is told of while it lasts, without a line for every short pause', async () => {
    const day = await outage(['error-500@rounds']);
    await day.tick();
    const told = day.log.entries.filter(({ message }) => /asking again in \d+ s$/.test(message));
    expect(told.length).toBeGreaterThan(1);
    expect(told.length).toBeLessThan(10);
    expect(told[0]).toMatchObject({ level: 'warn', message: expect.stringMatching(/ answered 500/) });
  });
});

describe('an outage of five minutes', () => {
  it('ends within the time of a run in what went wrong, and the next tick submits', async () => {
    const day = await outage(['error-500'], { seconds: 300 });
    expect(await rejectionOf(day.tick())).toMatchObject({ code: 'server_error' });
    expect(secondsSince(day, '12:05')).toBeLessThan(150);
    day.numerai.faults.clear();
    day.clock.set(at('12:10'));
    expect(await day.tick()).toMatchObject({ outcome: 'submitted' });
  });

  it('which no step outlasts because a pause that is asked for is longer than the run, ends it at once', async () => {
    const day = await begin({ numerai: { retryAfterSeconds: 3600 } });
    day.numerai.faults.push('rate-limited:always');
    expect(await rejectionOf(day.tick())).toMatchObject({ code: 'rate_limited' });
    expect(day.clock.slept).toEqual([]);
  });

  it('is waited for as long as is asked for, where the run has the time', async () => {
    const day = await begin({ numerai: { retryAfterSeconds: 45 } });
    day.numerai.faults.push('rate-limited@rounds:1');
    expect(await day.tick()).toMatchObject({ outcome: 'submitted' });
    expect(day.clock.slept[0]).toBe(45);
  });
});

describe('an outage near the deadline', () => {
  // 13:00:00; a run began 30 s before it.
  const near = async (seconds: number, step: string) => {
    const day = await outage([`unreachable@${step}`], { seconds });
    day.clock.set(new Date('2026-11-24T12:59:30Z'));
    return day;
  };

  it.each(['listDatasets', 'submissionUploadAuth', 'put', 'model'])(
    'that ends with seconds left (at %s) still gives an on-time submission',
    async (step) => {
      const day = await near(27, step);
      expect(await day.tick()).toMatchObject({ outcome: 'submitted', slots: [{ status: 'on-time' }] });
      expect(day.created()).toHaveLength(1);
    },
  );

  it('that outlasts it is not followed by a submission that would be late', async () => {
    const day = await near(90, 'submissionUploadAuth');
    expect(await day.tick()).toMatchObject({ outcome: 'failed' });
    expect(day.created()).toEqual([]);
    expect(day.clock.now().getTime()).toBeLessThanOrEqual(at('13:00').getTime());
  });
});
