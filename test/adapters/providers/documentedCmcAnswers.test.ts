import { describe, expect, it } from '@jest/globals';
import { coinMarketCap } from '../../../shared/adapters/providers/coinmarketcap/coinMarketCap.ts';
import { json } from '../../support/httpServer.ts';
import { limitOf, rejectionOf } from '../../support/limits.ts';
import { historyOf, scriptedProvider } from './scriptedProvider.ts';

// These answers are those of the provider's own documentation, as it was in 2026, shortened to what matters.

const NAN = Number.NaN;
const provided = scriptedProvider();

describe('CoinMarketCap', () => {
  const status200 = { error_code: 0, error_message: null, credit_count: 1 };
  const listing = {
    id: 1,
    name: 'Bitcoin',
    symbol: 'BTC',
    slug: 'bitcoin',
    cmc_rank: 1,
    tags: ['mineable'],
    platform: null,
    last_updated: '2018-06-02T22:51:28.209Z',
    quote: {
      USD: {
        price: 9283.92,
        volume_24h: 7155680000,
        percent_change_1h: -0.15,
        market_cap: 158055024432,
        last_updated: '2018-08-09T22:53:32.000Z',
      },
    },
  };

  it('gives the listings of a day', async () => {
    const options = provided.answering(
      json({ data: [listing], status: status200 }),
      json({ data: [], status: status200 }),
    );
    const day = { day: '2018-06-02', top: 200 };
    const bars = await coinMarketCap({ ...options, candles: false }).crossSection!(day, limitOf());
    expect(bars).toMatchObject([
      {
        ucid: '1',
        symbol: 'BTC',
        open: NAN,
        close: 9283.92,
        volumeUsd: 7155680000,
        marketCapUsd: 158055024432,
      },
    ]);
    expect(provided.asked()[0]).toBe(
      '/v1/cryptocurrency/listings/historical?date=2018-06-02&start=1&limit=200&sort=market_cap&sort_dir=desc',
    );
    expect(provided.server.requests[0]!.headers['x-cmc_pro_api_key']).toBe('a-key-of-a-test-0001');
  });

  it('ends with the list, also where a place behind its end is refused', async () => {
    const beyond = { status: { ...status200, error_code: 400, error_message: '"start" is out of range' } };
    const options = provided.answering(json({ data: [listing], status: status200 }), json(beyond, 400));
    const day = { day: '2018-06-02', top: 200 };
    expect(await coinMarketCap({ ...options, candles: false }).crossSection!(day, limitOf())).toHaveLength(1);
    const refused = coinMarketCap({ ...provided.answering(json(beyond, 400)), candles: false });
    expect(await rejectionOf(refused.crossSection!(day, limitOf()))).toMatchObject({
      code: 'request_refused',
    });
  });

  const quote = (price: number, timestamp: string, volume = 'volume_24h') => ({
    timestamp,
    quote: { USD: { price, [volume]: 4894120000, market_cap: 107057808682, timestamp } },
  });
  const token = { id: 1, name: 'Bitcoin', symbol: 'BTC', is_active: 1, is_fiat: 0 };
  const twoDays = [quote(6242.48, '2018-06-22T00:04:16.000Z'), quote(6150, '2018-06-22T23:59:12.000Z')];
  const asWritten = { data: { 1: { ...token, quotes: twoDays } }, status: status200 };

  it.each([
    ['by id', asWritten],
    ['by id, each a list', { data: { 1: [{ ...token, quotes: twoDays }] }, status: status200 }],
    ['without a wrapper', { data: { ...token, quotes: twoDays }, status: status200 }],
    ['as a list', { data: [{ ...token, quotes: twoDays }], status: status200 }],
    ['with its code as text', { ...asWritten, status: { ...status200, error_code: '0', error_message: '' } }],
    [
      'with the other name of volume',
      {
        data: {
          1: {
            ...token,
            quotes: [
              quote(6242.48, '2018-06-22T00:04:16.000Z', 'volume_24hr'),
              quote(6150, '2018-06-22T23:59:12.000Z', 'volume_24hr'),
            ],
          },
        },
        status: status200,
      },
    ],
  ])('gives quotes %s; the first of a day is the close of the one before', async (_, body) => {
    const provider = coinMarketCap({ ...provided.answering(json(body)), candles: false });
    const bars = await provider.history(historyOf('1', '2018-06-21', '2018-06-22'), limitOf());
    expect(bars.map(({ day, close, volumeUsd }) => [day, close, volumeUsd])).toEqual([
      ['2018-06-21', 6242.48, 4894120000],
      ['2018-06-22', 6150, 4894120000],
    ]);
  });

  it('gives candles, and counts one more for the day under way', async () => {
    const candle = {
      time_open: '2019-01-02T00:00:00.000Z',
      time_close: '2019-01-02T23:59:59.999Z',
      quote: {
        USD: {
          open: 3849.21640853,
          high: 3947.9812729,
          low: 3817.40949569,
          close: 3943.40933686,
          volume: 5244856835.70851,
          market_cap: 68849856731.6738,
        },
      },
    };
    const body = { data: { id: 1, name: 'Bitcoin', symbol: 'BTC', quotes: [candle] }, status: status200 };
    const bars = await coinMarketCap(provided.answering(json(body))).history(
      historyOf('1', '2019-01-02'),
      limitOf(),
    );
    expect(bars).toMatchObject([
      {
        day: '2019-01-02',
        open: 3849.21640853,
        high: 3947.9812729,
        low: 3817.40949569,
        close: 3943.40933686,
      },
    ]);
    expect(provided.asked()).toEqual([
      expect.stringMatching(/time_start=2019-01-01T23%3A59%3A59.000Z.*&count=2&/),
    ]);
  });

  it('gives its map with contracts', async () => {
    const platform = { id: 1027, symbol: 'ETH', token_address: '0x1776e1f26f98b1a5df9cd347953a26dd3cb46671' };
    const data = [
      { id: 1, rank: 1, name: 'Bitcoin', symbol: 'BTC', slug: 'bitcoin', is_active: 1, platform: null },
      { id: 1732, rank: 412, name: 'Numeraire', symbol: 'NMR', slug: 'numeraire', is_active: 1, platform },
    ];
    const options = provided.answering(
      json({ data, status: status200 }),
      json({ data: [], status: status200 }),
    );
    expect(await coinMarketCap(options).tokens(limitOf())).toEqual([
      { id: '1', symbol: 'BTC', name: 'Bitcoin', rank: 1, contracts: [] },
      { id: '1732', symbol: 'NMR', name: 'Numeraire', rank: 412, contracts: [platform.token_address] },
    ]);
  });

  it('tells what is left of its plan', async () => {
    const data = {
      plan: {
        credit_limit_monthly: 15000,
        credit_limit_monthly_reset: 'In 3 days, 19 hours, 56 minutes',
        credit_limit_monthly_reset_timestamp: '2026-10-01T00:00:00.000Z',
        rate_limit_minute: 50,
      },
      usage: {
        current_minute: { requests_made: 1, requests_left: 49 },
        current_day: { credits_used: 12, credits_left: null },
        current_month: { credits_used: 340, credits_left: 14660 },
      },
    };
    const provider = coinMarketCap(
      provided.answering(json({ data, status: { ...status200, credit_count: 0 } })),
    );
    expect(await provider.allowance(limitOf())).toEqual({
      plan: '15000 credits a month',
      creditsLeft: 14660,
      resetsAt: new Date('2026-10-01'),
    });
  });

  it.each([
    [401, 1001, 'This API Key is invalid.', 'access_denied', 1],
    [401, 1002, 'API key missing.', 'access_denied', 1],
    [402, 1003, 'Your API Key must be activated.', 'access_denied', 1],
    [402, 1004, "Your API Key's subscription plan has expired.", 'access_denied', 1],
    [403, 1005, 'An API Key is required for this call.', 'access_denied', 1],
    [403, 1006, "Your API Key subscription plan doesn't support this endpoint.", 'plan_lacks_endpoint', 1],
    [403, 1007, 'This API Key has been disabled.', 'access_denied', 1],
    [429, 1008, "You've exceeded your API Key's HTTP request rate limit.", 'rate_limited', 4],
    [429, 1009, "You've exceeded your API Key's daily rate limit.", 'quota_spent', 1],
    [429, 1010, "You've exceeded your API Key's monthly rate limit.", 'quota_spent', 1],
    [429, 1011, "You've hit an IP rate limit.", 'rate_limited', 4],
    [400, 400, 'Your plan is limited to 12 months of historical data.', 'plan_lacks_history', 1],
    [400, 400, 'Invalid value for "id": "0"', 'request_refused', 1],
    [500, 500, 'An internal server error occurred', 'server_error', 4],
    [200, 1010, "You've exceeded your API Key's monthly rate limit.", 'quota_spent', 1],
    [200, 500, 'An internal server error occurred', 'server_error', 4],
    [200, 1999, 'Something new', 'request_refused', 1],
  ])(
    '%i with code %i (%s) is %s after %i requests',
    async (http, error_code, error_message, code, requests) => {
      const body = {
        status: { timestamp: '2026-07-28T10:38:38.654Z', error_code, error_message, credit_count: 0 },
      };
      const options = provided.answering(...Array.from({ length: 4 }, () => json(body, http)));
      const provider = coinMarketCap({ ...options, candles: false });
      const error = await rejectionOf(provider.history(historyOf('1', '2026-09-01'), limitOf()));
      expect(error).toMatchObject({ code, message: expect.stringContaining(error_message.slice(0, 20)) });
      expect(provided.server.requests).toHaveLength(requests);
    },
  );
});
