import { describe, expect, it } from '@jest/globals';
import { coinGecko } from '../../../shared/adapters/providers/coingecko/coinGecko.ts';
import { addDays } from '../../../shared/domain/utcDay.ts';
import { json } from '../../support/httpServer.ts';
import { limitOf, rejectionOf } from '../../support/limits.ts';
import { NOW, standinUnderTest, YESTERDAY } from './providerUnderTest.ts';
import { historyOf, scriptedProvider } from './scriptedProvider.ts';

const under = standinUnderTest();
const provided = scriptedProvider();
const open = (options = {}) =>
  coinGecko({
    ...under.options(),
    url: under.standin.environment.COINGECKO_API_URL,
    key: under.standin.environment.COINGECKO_API_KEY,
    ...options,
  });
const btc = () => historyOf(under.standin.market.tokens[0]!.slug, YESTERDAY);

describe('the price of this moment', () => {
  it.each([
    '2026-11-24T00:00:01.000Z',
    '2026-11-24T00:03:00.000Z',
    '2026-11-24T00:40:00.000Z',
    '2026-11-24T23:58:00.000Z',
  ])('is no close at %s', async (time) => {
    await under.clock.sleep(Date.parse(time) - under.clock.now().getTime());
    const bars = await open().history(btc(), limitOf());
    expect(bars.map(({ day, close }) => [day, close])).toEqual([
      [YESTERDAY, under.truth('1', YESTERDAY)!.close],
    ]);
  });
});

it('names the 365 days that a free plan has', async () => {
  const tooOld = historyOf(btc().tokens[0]!.id, addDays(YESTERDAY, -365), YESTERDAY);
  expect(await rejectionOf(open().history(tooOld, limitOf()))).toMatchObject({ code: 'plan_lacks_history' });
  const justOk = historyOf(btc().tokens[0]!.id, addDays(YESTERDAY, -364), YESTERDAY);
  expect(await open().history(justOk, limitOf())).toHaveLength(365);
});

it('works without a key, slowly', async () => {
  const provider = open({ key: undefined, perMinute: undefined });
  const id = btc().tokens[0]!.id;
  const tokens = Array.from({ length: 24 }, (_, i) => ({ ucid: String(i), id }));
  expect(await provider.history({ tokens, from: YESTERDAY, to: YESTERDAY }, limitOf())).toHaveLength(24);
  expect((under.clock.now().getTime() - Date.parse(NOW)) / 60_000).toBeGreaterThan(1.5);
});

it('ranks tokens, so that of many namesakes the largest is looked at first', async () => {
  const { market } = under.standin;
  const listed = new Map((await open().tokens(limitOf())).map((token) => [token.id, token]));
  const namesake = market.tokens.find(({ name }) => name.startsWith('Other '))!;
  const original = market.tokens.find(
    ({ symbol, name }) =>
      symbol.toUpperCase() === namesake.symbol.toUpperCase() && !name.startsWith('Other '),
  )!;
  expect(listed.get(original.slug)!.rank).toBeLessThan(listed.get(namesake.slug)?.rank ?? 1e9);
  expect(listed.get(market.tokens[0]!.slug)!.rank).toBe(1);
});

it('sends a paid key to the paid address under the paid name, and says what to do where they do not fit', async () => {
  const body = { error: { status: { error_code: 10010, error_message: 'use pro-api.coingecko.com' } } };
  const error = await rejectionOf(
    coinGecko(provided.answering(json(body, 400))).history(historyOf('bitcoin', '2026-09-01'), limitOf()),
  );
  expect(error).toMatchObject({ code: 'access_denied', hint: expect.stringContaining('COINGECKO_API_URL=') });
});

it('does not put numbers of different moments together', async () => {
  const day = Date.parse('2026-09-02');
  const body = {
    prices: [
      [day, 10],
      [day + 86_400_000, 11],
    ],
    market_caps: [[day + 86_400_000, 1100]],
    total_volumes: [[day, 5]],
  };
  const bars = await coinGecko(provided.answering(json(body))).history(
    historyOf('bitcoin', '2026-09-01', '2026-09-02'),
    limitOf(),
  );
  expect(bars.map(({ close, volumeUsd, marketCapUsd }) => [close, volumeUsd, marketCapUsd])).toEqual([
    [10, 5, Number.NaN],
    [11, Number.NaN, 1100],
  ]);
});

it('has no bar of a day whose midnight it has not told yet, whatever the price is by now', async () => {
  const soon = Date.parse('2026-09-02T00:31:00.000Z');
  const body = { prices: [[soon, 10]], market_caps: [[soon, 1000]], total_volumes: [[soon, 5]] };
  const provider = coinGecko(provided.answering(json(body)));
  expect(await provider.history(historyOf('bitcoin', '2026-09-01'), limitOf())).toEqual([]);
});
