import { describe, expect, it } from '@jest/globals';
import { fearAndGreed } from '../../../shared/adapters/providers/alternative/fearAndGreed.ts';
import { binance } from '../../../shared/adapters/providers/binance/binance.ts';
import { coinGecko } from '../../../shared/adapters/providers/coingecko/coinGecko.ts';
import { defiLlama } from '../../../shared/adapters/providers/defillama/defiLlama.ts';
import { messari } from '../../../shared/adapters/providers/messari/messari.ts';
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

  it('does not know a symbol that is not there', async () => {
    const options = provided.answering(json({ code: -1121, msg: 'Invalid symbol.' }, 400));
    expect(await binance(options).history(historyOf('NIXUSDT', '2026-09-01'), limitOf())).toEqual([]);
  });
});

describe('DefiLlama', () => {
  it('gives prices by coin; what it is unsure of is left out', async () => {
    const prices = [
      { timestamp: 1711843261, price: 69702.3 },
      { timestamp: 1711890000, price: 1 },
    ];
    const coins = {
      'coingecko:bitcoin': { symbol: 'BTC', confidence: 0.99, prices },
      'coingecko:doubt': { symbol: 'DBT', confidence: 0.3, prices },
    };
    const provider = defiLlama({ ...provided.answering(json({ coins })), names: { tokens: async () => [] } });
    const tokens = ['bitcoin', 'doubt', 'gone'].map((id, i) => ({
      ucid: String(i + 1),
      id: `coingecko:${id}`,
    }));
    const bars = await provider.history({ tokens, from: '2024-03-30', to: '2024-03-30' }, limitOf());
    expect(bars.map(({ ucid, day, close }) => [ucid, day, close])).toEqual([['1', '2024-03-30', 69702.3]]);
    expect(provided.asked()).toEqual([
      '/chart/coingecko:bitcoin,coingecko:doubt,coingecko:gone?start=1711843200&span=1&period=1d&searchWidth=900',
    ]);
  });
});

describe('Messari', () => {
  it.each([1735689600, 1735689600000])('gives candles by the names of their columns (%i)', async (time) => {
    const slugs = ['time', 'volume', 'close', 'open', 'high', 'low'];
    const metadata = { pointSchemas: slugs.map((slug) => ({ slug })), granularity: '1d' };
    const body = { data: { points: [[time, 5e9, 94000, 93000, 95000, 92000]] }, metadata };
    const bars = await messari(provided.answering(json(body))).history(
      historyOf('1e31218a', '2025-01-01'),
      limitOf(),
    );
    expect(bars).toMatchObject([
      { day: '2025-01-01', open: 93000, high: 95000, low: 92000, close: 94000, volumeUsd: 5e9 },
    ]);
  });

  it('says that its history is for Enterprise plans', async () => {
    const refused = json({ error: 'this endpoint requires an enterprise subscription' }, 403);
    const error = await rejectionOf(
      messari(provided.answering(refused)).history(historyOf('1e31218a', '2025-01-01'), limitOf()),
    );
    expect(error).toMatchObject({ code: 'plan_lacks_history', hint: expect.stringContaining('Enterprise') });
  });
});

describe('alternative.me', () => {
  const body = {
    name: 'Fear and Greed Index',
    data: [
      { value: '47', value_classification: 'Neutral', timestamp: '1777248000', time_until_update: '25675' },
      { value: '33', value_classification: 'Fear', timestamp: '1777161600' },
    ],
    metadata: { error: null },
  };

  it('gives its index oldest first, each value on the day of its time stamp', async () => {
    const index = fearAndGreed(provided.answering(json(body)));
    expect(await index.history({ from: '2026-04-26', to: '2026-04-27' }, limitOf())).toEqual([
      { day: '2026-04-26', value: 33 },
      { day: '2026-04-27', value: 47 },
    ]);
    expect(provided.asked()).toEqual(['/fng/?limit=150&format=json']);
  });

  it('does not take times in words for numbers', async () => {
    const data = [{ value: '47', timestamp: '04-27-2026' }];
    const options = provided.answering(...Array.from({ length: 4 }, () => json({ ...body, data })));
    const error = await rejectionOf(
      fearAndGreed(options).history({ from: '2026-04-26', to: '2026-04-27' }, limitOf()),
    );
    expect(error).toMatchObject({ code: 'malformed_answer' });
  });
});
