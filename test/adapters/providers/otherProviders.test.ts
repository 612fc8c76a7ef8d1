import { describe, expect, it } from '@jest/globals';
import { coinGecko } from '../../../shared/adapters/providers/coingecko/coinGecko.ts';
import { defiLlama } from '../../../shared/adapters/providers/defillama/defiLlama.ts';
import { messari } from '../../../shared/adapters/providers/messari/messari.ts';
import { addDays } from '../../../shared/domain/utcDay.ts';
import { limitOf, rejectionOf } from '../../support/limits.ts';
import { standinUnderTest, YESTERDAY } from './providerUnderTest.ts';
import { historyOf } from './scriptedProvider.ts';

const under = standinUnderTest();

describe('Messari', () => {
  const open = (key = under.standin.environment.MESSARI_API_KEY) =>
    messari({ ...under.options(), url: under.standin.environment.MESSARI_API_URL, key });

  it('says in one request that a plan has no history', async () => {
    const before = under.standin.requests.length;
    const [token] = await open().tokens(limitOf());
    const listing = under.standin.requests.length;
    const error = await rejectionOf(open().history(historyOf(token!.id, YESTERDAY), limitOf()));
    expect(error).toMatchObject({
      code: 'plan_lacks_history',
      message: expect.stringContaining('enterprise'),
      hint: expect.stringContaining('market.providers'),
    });
    expect(listing - before).toBe(2);
    expect(under.standin.requests.length - listing).toBe(1);
  });

  it('says the same when it is only asked for what is left, as doctor does', async () => {
    expect(await rejectionOf(open().allowance(limitOf()))).toMatchObject({ code: 'plan_lacks_history' });
    expect(await rejectionOf(open('').allowance(limitOf()))).toMatchObject({ code: 'access_denied' });
  });

  it('says without a request that history needs a key; the list does not', async () => {
    const before = under.standin.requests.length;
    const error = await rejectionOf(open('').history(historyOf('any', YESTERDAY), limitOf()));
    expect(error).toMatchObject({
      code: 'access_denied',
      message: expect.stringContaining('MESSARI_API_KEY'),
    });
    expect(under.standin.requests).toHaveLength(before);
    expect((await open('').tokens(limitOf())).length).toBeGreaterThan(300);
  });
});

describe('DefiLlama', () => {
  const open = () => {
    const { COINGECKO_API_URL: gecko, DEFILLAMA_API_URL: url } = under.standin.environment;
    return defiLlama({ ...under.options(), url, names: coinGecko({ ...under.options(), url: gecko }) });
  };
  const tokens = () =>
    under.standin.market.tokens.slice(0, 60).map(({ ucid, slug }) => ({ ucid, id: `coingecko:${slug}` }));

  it('asks for a day of many tokens at once, and only for closes', async () => {
    const before = under.standin.requests.length;
    const request = { tokens: tokens(), from: YESTERDAY, to: YESTERDAY };
    const bars = await open().history(request, limitOf());
    expect(under.standin.requests.slice(before)).toHaveLength(2);
    expect(bars.length).toBeGreaterThan(50);
    for (const { ucid, close, volumeUsd } of bars) {
      expect(close).toBe(under.truth(ucid, YESTERDAY)!.close);
      expect(volumeUsd).toBeNaN();
    }
  });

  it('has nothing to tell of credits, but fails where it does not answer', async () => {
    expect(await open().allowance(limitOf())).toBeUndefined();
    under.standin.faults.push('error-500@defillama:always');
    expect(await rejectionOf(open().allowance(limitOf()))).toMatchObject({ code: 'server_error' });
  });

  it('keeps each request below the 500 points that it may have', async () => {
    const request = { tokens: tokens().slice(0, 2), from: addDays(YESTERDAY, -599), to: YESTERDAY };
    const provider = open();
    const before = under.standin.requests.length;
    const bars = await provider.history(request, limitOf());
    expect(under.standin.requests.length - before).toBe(provider.costOf(request).requests);
    const first = bars.filter(({ ucid }) => ucid === request.tokens[0]!.ucid).map(({ day }) => day);
    expect(first).toEqual(Array.from({ length: 600 }, (_, i) => addDays(request.from, i)));
  });
});
