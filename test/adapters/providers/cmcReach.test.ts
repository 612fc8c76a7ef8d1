import { describe, expect, it } from '@jest/globals';
import { cmcReach } from '../../../shared/adapters/providers/coinmarketcap/cmcReach.ts';
import { coinMarketCap } from '../../../shared/adapters/providers/coinmarketcap/coinMarketCap.ts';
import { addDays, type UtcDay } from '../../../shared/domain/utcDay.ts';
import { RefusedError, TransientError } from '../../../shared/errors.ts';
import { limitOf, rejectionOf } from '../../support/limits.ts';
import { standinUnderTest } from './providerUnderTest.ts';

const TODAY: UtcDay = '2026-11-24';
const refusal = new RefusedError('plan_lacks_history', 'GET … answered 400');

/** The reach found of a plan that goes back so many days, and how many days were tried. */
async function reachOf(planDays: number, from: UtcDay) {
  const tried: UtcDay[] = [];
  const reach = await cmcReach({ from, today: TODAY }, async (day) => {
    tried.push(day);
    if (day < addDays(TODAY, -planDays)) throw refusal;
  });
  return { reach, tried: tried.length };
}

describe('how far back a plan reaches', () => {
  it.each([365, 366, 400, 730, 1095, 1096])('is found to the day for one of %d days', async (days) => {
    const { reach, tried } = await reachOf(days, '2020-01-01');
    expect(reach).toBe(addDays(TODAY, -days));
    expect(tried).toBeLessThanOrEqual(24);
  });

  it('takes few questions for a year, one where all can be had, and none within a year', async () => {
    expect((await reachOf(365, addDays(TODAY, -400))).tried).toBeLessThanOrEqual(4);
    expect(await reachOf(5000, '2020-01-01')).toEqual({ reach: '2020-01-01', tried: 1 });
    expect(await reachOf(365, addDays(TODAY, -364))).toEqual({ reach: addDays(TODAY, -364), tried: 0 });
  });

  it('is not what an outage says', async () => {
    const outage = new TransientError('server_error', 'GET … answered 503');
    const asked = cmcReach({ from: '2020-01-01', today: TODAY }, async () => Promise.reject(outage));
    expect(await rejectionOf(asked)).toBe(outage);
  });
});

const under = standinUnderTest();

it('of the free plan is 365 days, for two credits', async () => {
  const { CMC_API_URL: url, CMC_API_KEY: key } = under.standin.environment;
  const spent = under.standin.credits;
  const provider = coinMarketCap({ ...under.options(), url, key });
  expect(await provider.reach!('2025-10-01', limitOf())).toBe('2025-11-24');
  expect(under.standin.credits - spent).toBeLessThanOrEqual(2);
});
