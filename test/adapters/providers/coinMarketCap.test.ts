import { describe, expect, it } from '@jest/globals';
import {
  type CoinMarketCapOptions,
  coinMarketCap,
} from '../../../shared/adapters/providers/coinmarketcap/coinMarketCap.ts';
import { addDays } from '../../../shared/domain/utcDay.ts';
import { limitOf, rejectionOf } from '../../support/limits.ts';
import { NOW, standinUnderTest, YESTERDAY } from './providerUnderTest.ts';

const under = standinUnderTest();
const dear = standinUnderTest({ plan: 'startup' });
const open = (options: Partial<CoinMarketCapOptions> = {}, place = under) =>
  coinMarketCap({
    ...place.options(),
    url: place.standin.environment.CMC_API_URL,
    key: place.standin.environment.CMC_API_KEY,
    ...options,
  });
/** Endpoints that were asked since `from` requests. */
const endpoints = (from: number, place = under) =>
  place.standin.requests.slice(from).map(({ endpoint }) => endpoint);
const btcAndEth = [
  { ucid: '1', id: '1' },
  { ucid: '1027', id: '1027' },
];

describe('the end of a day', () => {
  it('is the largest tokens by market cap, each once, with their true numbers and exact symbols', async () => {
    const bars = await open().crossSection!({ day: YESTERDAY, top: 200 }, limitOf());
    const { market } = under.standin;
    const largest = market.tokens
      .map((token) => ({ token, quote: market.quote(token, YESTERDAY) }))
      .filter(({ quote }) => quote !== undefined)
      .toSorted((a, b) => b.quote!.marketCapUsd - a.quote!.marketCapUsd)
      .slice(0, 200);
    expect(
      bars.map(({ ucid, symbol, close, volumeUsd, marketCapUsd }) => [
        ucid,
        symbol,
        close,
        volumeUsd,
        marketCapUsd,
      ]),
    ).toEqual(
      largest.map(({ token, quote }) => [
        token.ucid,
        token.symbol,
        quote!.close,
        quote!.volumeUsd,
        quote!.marketCapUsd,
      ]),
    );
    expect(bars.some(({ symbol }) => symbol !== symbol.toUpperCase())).toBe(true);
  });

  it('has no market cap of 0: such a token comes last, its cap unknown', async () => {
    const bars = await open().crossSection!({ day: YESTERDAY, top: 450 }, limitOf());
    expect(bars.every(({ marketCapUsd }) => Number.isNaN(marketCapUsd) || marketCapUsd > 0)).toBe(true);
    expect(Number.isNaN(bars.at(-1)!.marketCapUsd)).toBe(true);
  });

  it('of a day under way is nothing, and nobody is asked', async () => {
    const before = under.standin.requests.length;
    expect(await open().crossSection!({ day: addDays(YESTERDAY, 1), top: 200 }, limitOf())).toEqual([]);
    expect(under.standin.requests).toHaveLength(before);
  });

  it('is no close where their clock says that the day is under way, and that is what it says', async () => {
    under.standin.faults.push('clock-behind:always');
    await expect(open().crossSection!({ day: YESTERDAY, top: 200 }, limitOf())).rejects.toMatchObject({
      code: 'malformed_answer',
      message:
        'coinmarketcap on 2026-11-23: its clock says 2026-11-23 12:40 UTC, ours 2026-11-24 00:40 UTC, and by its clock that day is not over',
      hint: expect.stringContaining('check the time of this machine'),
    });
  });

  it('is whole though pages come short', async () => {
    under.standin.faults.push('partial-page@listings:always');
    const bars = await open().crossSection!({ day: YESTERDAY, top: 200 }, limitOf());
    under.standin.faults.clear();
    const whole = await open().crossSection!({ day: YESTERDAY, top: 200 }, limitOf());
    expect(bars.map(({ ucid }) => ucid)).toEqual(whole.map(({ ucid }) => ucid));
    expect(whole).toHaveLength(200);
  });

  it('has no token twice when rows are doubled', async () => {
    under.standin.faults.push('duplicated-days@listings:always');
    const bars = await open().crossSection!({ day: YESTERDAY, top: 200 }, limitOf());
    expect(new Set(bars.map(({ ucid }) => ucid)).size).toBe(bars.length);
  });
});

describe('candles', () => {
  it('are tried for once where the plan has none, for free, and never again', async () => {
    const before = under.standin.requests.length;
    const provider = open();
    await provider.crossSection!({ day: YESTERDAY, top: 200 }, limitOf());
    const bars = await provider.crossSection!({ day: addDays(YESTERDAY, -1), top: 200 }, limitOf());
    expect(endpoints(before)).toEqual(['listings', 'ohlcv', 'listings']);
    expect(bars[0]!.open).toBeNaN();
    expect(provider.fields).toEqual(['close', 'volumeUsd', 'marketCapUsd']);
  });

  it('come with the end of a day where the plan has them', async () => {
    const [before, spent] = [dear.standin.requests.length, dear.standin.credits];
    const provider = open({}, dear);
    const bars = await provider.crossSection!({ day: YESTERDAY, top: 250 }, limitOf());
    const truth = dear.truth(bars[0]!.ucid, YESTERDAY)!;
    expect(bars[0]).toMatchObject(truth);
    expect(bars.filter(({ open: first }) => first > 0)).toHaveLength(250);
    expect(provider.fields).toContain('high');
    expect(endpoints(before, dear)).toEqual(['listings', 'ohlcv', 'ohlcv', 'ohlcv', 'ohlcv']);
    // One of the five was the question whether there are any.
    expect(dear.standin.credits - spent).toBe(
      provider.crossSectionCost!({ days: [YESTERDAY], top: 250 }).credits + 1,
    );
  });

  it('are known of as soon as somebody asks what is left, so that costs are told with them', async () => {
    const [basic, startup] = [open(), open({}, dear)];
    const spent = under.standin.credits + dear.standin.credits;
    await basic.allowance(limitOf());
    await startup.allowance(limitOf());
    expect(basic.crossSectionCost!({ days: [YESTERDAY], top: 1000 })).toEqual({ requests: 1, credits: 10 });
    expect(startup.crossSectionCost!({ days: [YESTERDAY], top: 1000 })).toEqual({
      requests: 11,
      credits: 20,
    });
    expect(under.standin.credits + dear.standin.credits - spent).toBe(1);
  });

  it('that cannot be had for now leave the closes, and say so', async () => {
    dear.standin.faults.push('error-500@ohlcv:always');
    const provider = open({ log: dear.log }, dear);
    const bars = await provider.crossSection!({ day: YESTERDAY, top: 250 }, limitOf());
    expect(bars).toHaveLength(250);
    expect(bars[0]!.open).toBeNaN();
    expect(provider.fields).not.toContain('high');
    expect(dear.log.entries).toContainEqual(
      expect.objectContaining({ level: 'warn', message: expect.stringContaining('without candles') }),
    );
  });
});

describe('credits', () => {
  it('are told as they are charged, and add up', async () => {
    const spent = under.standin.credits;
    const provider = open();
    await provider.crossSection!({ day: YESTERDAY, top: 200 }, limitOf());
    await provider.history({ tokens: btcAndEth, from: '2026-08-01', to: YESTERDAY }, limitOf());
    const charged = under.standin.credits - spent;
    expect(charged).toBe(2 + 3);
    expect(provider.crossSectionCost!({ days: [YESTERDAY], top: 200 }).credits).toBe(2);
    expect(provider.costOf({ tokens: btcAndEth, from: '2026-08-01', to: YESTERDAY }).credits).toBe(3);
    expect(
      under.log.entries.filter(({ message }) => message.includes('charged')).at(-1)?.fields,
    ).toMatchObject({
      spent: charged,
    });
  });

  it('never pass the budget, and what would is not asked', async () => {
    const provider = open({ creditBudget: 3 });
    await provider.crossSection!({ day: YESTERDAY, top: 200 }, limitOf());
    const before = under.standin.requests.length;
    const error = await rejectionOf(
      provider.crossSection!({ day: addDays(YESTERDAY, -1), top: 200 }, limitOf()),
    );
    expect(error).toMatchObject({
      code: 'credit_budget_spent',
      message: 'CoinMarketCap: 2 more credits would pass the budget of 3, 2 of which are spent',
    });
    expect(under.standin.requests).toHaveLength(before);
  });

  it('are not counted for a failure', async () => {
    under.standin.faults.push('error-500@listings:always');
    const provider = open({ creditBudget: 2 });
    await rejectionOf(provider.crossSection!({ day: YESTERDAY, top: 200 }, limitOf()));
    under.standin.faults.clear();
    expect(await provider.crossSection!({ day: YESTERDAY, top: 200 }, limitOf())).toHaveLength(200);
  });
});

describe('limits', () => {
  it('of history are named', async () => {
    const request = { tokens: btcAndEth, from: '2025-01-01', to: YESTERDAY };
    expect(await rejectionOf(open().history(request, limitOf()))).toMatchObject({
      code: 'plan_lacks_history',
    });
    const day = { day: '2025-01-01', top: 100 };
    expect(await rejectionOf(open().crossSection!(day, limitOf()))).toMatchObject({
      code: 'plan_lacks_history',
    });
  });

  it('of requests are kept without meeting a 429', async () => {
    const strict = { ...under.options(), perMinute: undefined };
    const provider = open({ ...strict, candles: false });
    for (let i = 0; i < 40; i++) {
      const day = addDays(YESTERDAY, -i);
      await provider.history({ tokens: btcAndEth, from: day, to: day }, limitOf());
    }
    const minutes = (under.clock.now().getTime() - Date.parse(NOW)) / 60_000;
    expect(40 / (minutes + 1)).toBeLessThan(30);
    expect(minutes).toBeLessThan(2);
  });

  it('without a key are told before anybody is asked', async () => {
    const before = under.standin.requests.length;
    const error = await rejectionOf(open({ key: undefined }).tokens(limitOf()));
    expect(error).toMatchObject({
      code: 'access_denied',
      message: expect.stringContaining('CMC_API_KEY'),
      hint: expect.stringContaining('pro.coinmarketcap.com'),
    });
    expect(under.standin.requests).toHaveLength(before);
  });

  it('of what is left are told', async () => {
    expect(await open().allowance(limitOf())).toEqual({
      plan: '15000 credits a month',
      creditsLeft: 15_000 - under.standin.credits,
      resetsAt: new Date('2026-12-01T00:00:00Z'),
    });
  });
});

it('splits a long history of many tokens into requests of at most 10,000 points', async () => {
  const before = dear.standin.requests.length;
  const tokens = dear.standin.market.tokens.slice(0, 30).map(({ ucid }) => ({ ucid, id: ucid }));
  const request = { tokens, from: addDays(YESTERDAY, -399), to: YESTERDAY };
  const provider = open({ candles: false }, dear);
  const bars = await provider.history(request, limitOf());
  expect(dear.standin.requests.slice(before)).toHaveLength(2);
  expect(provider.costOf(request)).toEqual({ requests: 2, credits: 100 + 20 });
  const first = bars.filter(({ ucid }) => ucid === '1');
  expect(first).toHaveLength(400);
});
