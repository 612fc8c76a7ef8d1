import { describe, expect, it } from '@jest/globals';
import { DeadlineError } from '../../../shared/errors.ts';
import { BEFORE, barsOf, DAY, outage, secondDay } from '../../support/secondDay.ts';

/** Lets 24 requests a minute go, one a token: 4 tokens are a part. */
async function slowGecko(secondsEach: number) {
  const place = await secondDay();
  place.cmc.fault = outage;
  place.binance.fault = outage;
  const { history } = place.gecko;
  Object.assign(place.gecko, { perMinute: 24 });
  place.gecko.history = async (request, limit) => {
    place.clock.advance(secondsEach * request.tokens.length);
    if (place.clock.now() <= limit.retryUntil) return history(request, limit);
    throw new DeadlineError('run_out_of_time', 'CoinGecko: its limit a minute allows no more requests');
  };
  return place;
}

describe('a provider that is slow to stand in', () => {
  it('keeps all that has come in time, and is not said to have failed', async () => {
    const place = await slowGecko(2.5);
    const document = await place.collect();
    const given = (await barsOf(place, 'coingecko')).length;
    // Binance has failed at once, so that all 110 s are left.
    expect(given).toBe(44);
    expect(document).toMatchObject({
      outcome: 'partial',
      days: [{ day: DAY, collected: 44 }, { day: BEFORE }],
    });
    const message = 'coingecko: there was time for 44 of 120 tokens';
    expect(document.reason).toContain(message);
    expect(place.log.entries.map((one) => one.message)).toContain(message);
    expect(place.log.entries.map((one) => one.message)).not.toContain('coingecko failed');
  });

  it('leaves the next one half of the time', async () => {
    const place = await slowGecko(2.5);
    place.binance.fault = undefined;
    Object.assign(place.ports, { providers: [place.gecko, place.binance, place.cmc] });
    await place.collect();
    expect(await barsOf(place, 'coingecko')).toHaveLength(20);
    expect((await barsOf(place, 'binance')).length).toBeGreaterThan(0);
  });
});
