import { describe, expect, it } from '@jest/globals';
import { binance } from '../../../shared/adapters/providers/binance/binance.ts';
import { coinGecko } from '../../../shared/adapters/providers/coingecko/coinGecko.ts';
import { json, status } from '../../support/httpServer.ts';
import { limitOf, rejectionOf } from '../../support/limits.ts';
import { historyOf, scriptedProvider } from './scriptedProvider.ts';

// These answers are those of the providers' own documentation, as it was in 2026, shortened to what matters.

const NAN = Number.NaN;
const provided = scriptedProvider();

describe('CoinGecko', () => {
  const chart = {
    prices: [
      [1711843200000, 69702.31],
      [1711929600000, 71246.95],
      [1711931234567, 70000],
    ],
    market_caps: [
      [1711843200000, 1370247487960.09],
      [1711929600000, 0],
      [1711931234567, 1.4e12],
    ],
    total_volumes: [
      [1711843200000, 16408802301.84],
      [1711929600000, 19723005998.22],
      [1711931234567, 2e10],
    ],
  };

  it('gives a chart: midnight is the close of the day before, the last point is no close, a cap of 0 is none', async () => {
    const provider = coinGecko(provided.answering(json(chart)));
    const bars = await provider.history(historyOf('bitcoin', '2024-03-30', '2024-03-31'), limitOf());
    expect(
      bars.map(({ day, close, volumeUsd, marketCapUsd }) => [day, close, volumeUsd, marketCapUsd]),
    ).toEqual([
      ['2024-03-30', 69702.31, 16408802301.84, 1370247487960.09],
      ['2024-03-31', 71246.95, 19723005998.22, NAN],
    ]);
    expect(provided.asked()).toEqual(['/coins/bitcoin/market_chart?vs_currency=usd&days=906&interval=daily']);
    expect(provided.server.requests[0]!.headers['x-cg-demo-api-key']).toBe('a-key-of-a-test-0001');
  });

  it('gives its list with contracts, and the ranks of the largest', async () => {
    const nmr = '0x1776e1f26f98b1a5df9cd347953a26dd3cb46671';
    const list = [
      { id: 'bitcoin', symbol: 'btc', name: 'Bitcoin', platforms: {} },
      {
        id: 'numeraire',
        symbol: 'nmr',
        name: 'Numeraire',
        platforms: { ethereum: nmr, 'near-protocol': '' },
      },
    ];
    const markets = [{ id: 'bitcoin', symbol: 'btc', current_price: 70187, market_cap_rank: 1, roi: null }];
    const provider = coinGecko(provided.answering(json(list), json(markets), json([])));
    expect(await provider.tokens(limitOf())).toEqual([
      { id: 'bitcoin', symbol: 'btc', name: 'Bitcoin', rank: 1, contracts: [] },
      { id: 'numeraire', symbol: 'nmr', name: 'Numeraire', rank: undefined, contracts: [nmr] },
    ]);
  });

  const told = (error_code: number, error_message: string) => ({ status: { error_code, error_message } });
  it.each([
    [429, told(429, "You've exceeded the Rate Limit."), 'rate_limited', 4],
    [429, told(429, "You've exceeded your monthly credits."), 'quota_spent', 1],
    [401, { error: told(10012, 'Your request exceeds the allowed time range.') }, 'plan_lacks_history', 1],
    [401, told(10002, 'API Key Missing'), 'access_denied', 1],
    [400, told(10010, 'Invalid API Key: use the pro address'), 'access_denied', 1],
    [401, told(10005, 'This request is limited to PRO API subscribers'), 'plan_lacks_endpoint', 1],
    [403, told(1020, 'Access denied'), 'geo_blocked', 1],
    [400, { error: 'invalid vs_currency' }, 'request_refused', 1],
    [200, { error: 'invalid vs_currency' }, 'request_refused', 1],
    [200, told(500, 'Internal Server Error'), 'server_error', 4],
  ])('%i with %j is %s after %i requests', async (http, body, code, requests) => {
    const options = provided.answering(...Array.from({ length: 4 }, () => json(body, http)));
    const error = await rejectionOf(
      coinGecko(options).history(historyOf('bitcoin', '2024-03-30'), limitOf()),
    );
    expect(error).toMatchObject({ code });
    expect(provided.server.requests).toHaveLength(requests);
  });

  it('waits the 53 seconds that a real 429 asked for', async () => {
    const options = provided.answering(
      status(429, { 'retry-after': '53' }, JSON.stringify(told(429, "You've exceeded the Rate Limit."))),
      json(chart),
    );
    await coinGecko(options).history(historyOf('bitcoin', '2024-03-30'), limitOf());
    expect(options.clock.sleptMs).toEqual([53_000]);
  });

  it('does not know a coin that is not there', async () => {
    const options = provided.answering(json({ error: 'coin not found' }, 404));
    expect(await coinGecko(options).history(historyOf('nix', '2024-03-30'), limitOf())).toEqual([]);
  });
});

describe('Binance', () => {
  it('gives candles in text, volume in USDT', async () => {
    const candle = [
      1499040000000,
      '0.01634790',
      '0.80000000',
      '0.01575800',
      '0.01577100',
      '148976.11427815',
      1499126399999,
      '2434.19055334',
      308,
      '1756.87402397',
      '28.46694368',
      '0',
    ];
    const bars = await binance(provided.answering(json([candle]))).history(
      historyOf('ETHUSDT', '2017-07-03'),
      limitOf(),
    );
    expect(bars).toMatchObject([
      { day: '2017-07-03', symbol: 'ETH', open: 0.0163479, high: 0.8, low: 0.015758, close: 0.015771 },
    ]);
    expect(bars[0]!.volumeUsd).toBe(2434.19055334);
    expect(bars[0]!.marketCapUsd).toBeNaN();
    expect(provided.asked()).toEqual([
      '/api/v3/klines?symbol=ETHUSDT&interval=1d&startTime=1499040000000&endTime=1499040000000&limit=1000',
    ]);
  });

  it('lists the pairs against USDT that trade', async () => {
    const pair = (symbol: string, baseAsset: string, quoteAsset: string, state = 'TRADING') => ({
      symbol,
      status: state,
      baseAsset,
      quoteAsset,
    });
    const symbols = [
      pair('NMRUSDT', 'NMR', 'USDT'),
      pair('NMRBTC', 'NMR', 'BTC'),
      pair('GONEUSDT', 'GONE', 'USDT', 'BREAK'),
    ];
    const listed = await binance(provided.answering(json({ timezone: 'UTC', symbols }))).tokens(limitOf());
    expect(listed).toEqual([
      { id: 'NMRUSDT', symbol: 'NMR', name: undefined, rank: undefined, contracts: [] },
    ]);
  });

  it.each([
    [400, -1120, 'Invalid interval.', 'request_refused', 1],
    [429, -1003, 'Too much request weight used', 'rate_limited', 4],
    [200, -1003, 'Too much request weight used', 'rate_limited', 4],
    [200, -1000, 'An unknown error occurred', 'server_error', 4],
    [451, 0, 'Service unavailable from a restricted location', 'geo_blocked', 1],
  ])('%i with code %i (%s) is %s after %i requests', async (http, number, msg, code, requests) => {
    const options = provided.answering(...Array.from({ length: 4 }, () => json({ code: number, msg }, http)));
    const error = await rejectionOf(binance(options).history(historyOf('NMRUSDT', '2026-09-01'), limitOf()));
    expect(error).toMatchObject({ code, message: expect.stringContaining(msg) });
    expect(provided.server.requests).toHaveLength(requests);
  });

  it('says where a blocked country is served', async () => {
    const body = {
      code: 0,
      msg: "Service unavailable from a restricted location according to 'b. Eligibility'",
    };
    const provider = binance(provided.answering(json(body, 451)));
    expect(await rejectionOf(provider.tokens(limitOf()))).toMatchObject({
      code: 'geo_blocked',
      hint: expect.stringContaining('https://data-api.binance.vision'),
    });
  });

  it('does not know a symbol that is not there', async () => {
    const options = provided.answering(json({ code: -1121, msg: 'Invalid symbol.' }, 400));
    expect(await binance(options).history(historyOf('NIXUSDT', '2026-09-01'), limitOf())).toEqual([]);
  });
});
