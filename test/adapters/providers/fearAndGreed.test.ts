import { describe, expect, it } from '@jest/globals';
import { fearAndGreed } from '../../../shared/adapters/providers/alternative/fearAndGreed.ts';
import { addDays } from '../../../shared/domain/utcDay.ts';
import { limitOf, rejectionOf } from '../../support/limits.ts';
import { daysFrom, standinUnderTest, YESTERDAY } from './providerUnderTest.ts';

const under = standinUnderTest();
const open = () => fearAndGreed({ ...under.options(), url: under.standin.environment.FEAR_GREED_API_URL });
const range = { from: '2026-10-01', to: YESTERDAY };
const switchOn = (...specs: string[]) =>
  under.standin.faults.push(...specs.map((spec) => `${spec}@alternative:always`));

describe('the Fear & Greed index', () => {
  it('has each finished day once, oldest first, in one request', async () => {
    const before = under.standin.requests.length;
    const values = await open().history(range, limitOf());
    expect(values.map(({ day }) => day)).toEqual(daysFrom(range.from, range.to));
    expect(values.every(({ value }) => Number.isInteger(value) && value >= 5 && value <= 95)).toBe(true);
    expect(under.standin.requests.slice(before)).toHaveLength(1);
  });

  it('leaves out the days that are missing in it', async () => {
    const values = await open().history({ from: '2018-04-12', to: '2018-04-18' }, limitOf());
    expect(values.map(({ day }) => day)).toEqual(['2018-04-12', '2018-04-13', '2018-04-17', '2018-04-18']);
  });

  it('never has a day under way, and asks nobody for days to come', async () => {
    const values = await open().history({ from: YESTERDAY, to: addDays(YESTERDAY, 9) }, limitOf());
    expect(values.map(({ day }) => day)).toEqual([YESTERDAY]);
    const before = under.standin.requests.length;
    const future = { from: addDays(YESTERDAY, 1), to: addDays(YESTERDAY, 9) };
    expect(await open().history(future, limitOf())).toEqual([]);
    expect(under.standin.requests).toHaveLength(before);
  });

  it.each(['other-shape', 'duplicated-days', 'clock-ahead'])('%s changes nothing', async (fault) => {
    const truth = await open().history(range, limitOf());
    switchOn(fault);
    const values = await open().history(range, limitOf());
    // Twice as many rows, or a row for tomorrow, push the oldest out of what was asked for.
    expect(values).toEqual(truth.slice(-values.length));
    expect(values.length).toBeGreaterThan(20);
  });

  it('has no value where there is none', async () => {
    const truth = new Map((await open().history(range, limitOf())).map(({ day, value }) => [day, value]));
    switchOn('bad-numbers', 'bare-nan');
    const values = await open().history(range, limitOf());
    expect(values.length).toBeGreaterThan(20);
    expect(values.length).toBeLessThan(truth.size);
    for (const { day, value } of values) expect(value).toBe(truth.get(day));
  });

  it('does not take a slow clock for the end of yesterday', async () => {
    switchOn('clock-behind');
    expect((await open().history(range, limitOf())).at(-1)!.day).toBe(addDays(YESTERDAY, -1));
  });

  it.each([
    ['renamed-field', 'malformed_answer', 4],
    ['html-200', 'malformed_answer', 4],
    ['error-in-200', 'request_refused', 1],
    ['error-500', 'server_error', 4],
    ['rate-limited', 'rate_limited', 4],
    ['geo-blocked', 'geo_blocked', 1],
    ['reset-mid-body', 'network_error', 4],
  ])('%s is %s after %i requests', async (fault, code, requests) => {
    switchOn(fault);
    const before = under.standin.requests.length;
    expect(await rejectionOf(open().history(range, limitOf()))).toMatchObject({ code });
    expect(under.standin.requests.slice(before)).toHaveLength(requests);
  });
});
