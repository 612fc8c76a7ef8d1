import { afterEach, describe, expect, it } from '@jest/globals';
import type { MarketOptions } from '../../../../scripts/standins/providers/marketOptions.ts';
import type { MarketStandin } from '../../../../scripts/standins/providers/marketStandin.ts';
import { startMarket } from '../../../../scripts/standins/providers/startMarket.ts';
import { instantClock } from '../../../support/instantClock.ts';
import { rejectionOf } from '../../../support/limits.ts';

const opened: MarketStandin[] = [];
afterEach(async () => {
  for (const standin of opened.splice(0)) await standin.close();
});
const clock = instantClock('2026-11-24T00:40:10.000Z');
const start = async (options: Partial<MarketOptions> = {}) => {
  const standin = await startMarket({ market: { tokens: 30 }, clock: () => clock.now(), ...options });
  opened.push(standin);
  return standin;
};
const get = async (url: string, headers: Record<string, string> = {}) => {
  const response = await fetch(url, { headers });
  return { status: response.status, headers: response.headers, body: (await response.json()) as never };
};
const listings = (standin: MarketStandin, date = '2026-11-23', limit = 10) =>
  get(`${standin.urls.coinmarketcap}/v1/cryptocurrency/listings/historical?date=${date}&limit=${limit}`, {
    'X-CMC_PRO_API_KEY': standin.environment.CMC_API_KEY!,
  });

describe('the local CoinMarketCap', () => {
  it('wants its key', async () => {
    const standin = await start();
    const url = `${standin.urls.coinmarketcap}/v1/cryptocurrency/map`;
    expect(await get(url)).toMatchObject({ status: 401, body: { status: { error_code: 1002 } } });
    expect(await get(url, { 'X-CMC_PRO_API_KEY': 'wrong' })).toMatchObject({
      status: 401,
      body: { status: { error_code: 1001 } },
    });
  });

  it('charges a credit for a hundred tokens, and ends when there are none left', async () => {
    const standin = await start({ credits: 2 });
    expect((await listings(standin)).body).toMatchObject({ status: { credit_count: 1 } });
    await listings(standin);
    expect(await listings(standin)).toMatchObject({ status: 429, body: { status: { error_code: 1010 } } });
    expect(standin.credits).toBe(2);
  });

  it('has the end of a day half an hour after midnight, and a year of them', async () => {
    const standin = await start();
    standin.clock.set(new Date('2026-11-24T00:29:59Z'));
    expect((await listings(standin)).status).toBe(400);
    standin.clock.set(new Date('2026-11-24T00:30:00Z'));
    expect((await listings(standin)).status).toBe(200);
    expect((await listings(standin, '2025-11-24')).status).toBe(200);
    expect(await listings(standin, '2025-11-23')).toMatchObject({ status: 400 });
  });

  it('gives a range of candles for a credit per hundred, and no more than ten thousand at once', async () => {
    const standin = await start({ plan: 'startup' });
    const ids = standin.market.tokens
      .filter(({ firstDay }) => firstDay < '2024-01-01')
      .map(({ ucid }) => ucid);
    const candles = (tokens: number, from: string, count: number) =>
      get(
        `${standin.urls.coinmarketcap}/v2/cryptocurrency/ohlcv/historical?id=${ids.slice(0, tokens).join(',')}` +
          `&time_start=${from}T23:59:59.000Z&time_end=2026-11-23T23:59:59.999Z&count=${count}`,
        { 'X-CMC_PRO_API_KEY': standin.environment.CMC_API_KEY! },
      );
    // The start is not included, and the count is of days a token.
    const three = await candles(3, '2026-10-24', 31);
    expect(three.body).toMatchObject({ status: { credit_count: 1 } });
    const { data } = three.body as { data: Record<string, { quotes: { time_open: string }[] }> };
    expect(data['1']!.quotes).toHaveLength(30);
    expect(data['1']!.quotes[0]!.time_open).toBe('2026-10-25T00:00:00.000Z');
    expect((await candles(1, '2026-10-24', 10)).body).toMatchObject({
      data: { 1: { quotes: { length: 10 } } },
    });
    expect((await candles(4, '2026-07-17', 400)).body).toMatchObject({ status: { credit_count: 6 } });
    const spent = standin.credits;
    expect(await candles(1, '2026-10-24', 10_001)).toMatchObject({ status: 400 });
    expect(await candles(15, '2024-01-01', 2000)).toMatchObject({ status: 400 });
    expect(standin.credits).toBe(spent);
  });

  it('has the limit a minute of its plan', async () => {
    const limitOf = async (standin: MarketStandin) => {
      const key = { 'X-CMC_PRO_API_KEY': standin.environment.CMC_API_KEY! };
      const { body } = await get(`${standin.urls.coinmarketcap}/v1/key/info`, key);
      return (body as { data: { plan: { rate_limit_minute: number } } }).data.plan.rate_limit_minute;
    };
    expect(await limitOf(await start())).toBe(30);
    expect(await limitOf(await start({ plan: 'startup' }))).toBe(120);
  });

  it('refuses more requests a minute than the plan has, until the minute is over', async () => {
    const standin = await start({ perMinute: { coinmarketcap: 2 } });
    await listings(standin);
    await listings(standin);
    const refused = await listings(standin);
    expect(refused).toMatchObject({ status: 429, body: { status: { error_code: 1008 } } });
    expect(Number(refused.headers.get('retry-after'))).toBe(50);
    await clock.sleep(50_000);
    expect((await listings(standin)).status).toBe(200);
  });
});

it('tells the weight of the minute where Binance does', async () => {
  const standin = await start();
  await get(`${standin.urls.binance}/api/v3/exchangeInfo`);
  const { headers } = await get(
    `${standin.urls.binance}/api/v3/klines?symbol=BTCUSDT&interval=1d&limit=1&startTime=0`,
  );
  expect(headers.get('x-mbx-used-weight-1m')).toBe('22');
});

it('tells one truth through all providers', async () => {
  const standin = await start();
  const close = standin.closeOf('1', '2026-11-23')!;
  const [btc] = standin.market.tokens;
  const chart = await get(
    `${standin.urls.coingecko}/coins/${btc!.slug}/market_chart?vs_currency=usd&days=2&interval=daily`,
  );
  const klines = await get(
    `${standin.urls.binance}/api/v3/klines?symbol=BTCUSDT&interval=1d&startTime=${Date.parse('2026-11-23')}`,
  );
  const coins = await get(
    `${standin.urls.defillama}/chart/coingecko:${btc!.slug}?start=${Date.parse('2026-11-24') / 1000}&span=1&period=1d`,
  );
  expect(Number(klines.body[0]![4])).toBe(close);
  expect((chart.body as { prices: number[][] }).prices.at(-2)).toEqual([Date.parse('2026-11-24'), close]);
  expect(JSON.stringify(coins.body)).toContain(`"price":${close}`);
});

it('remembers what it was asked, without keys', async () => {
  const standin = await start();
  await listings(standin);
  expect(standin.requests.at(-1)).toMatchObject({
    provider: 'coinmarketcap',
    endpoint: 'listings',
    path: '/v1/cryptocurrency/listings/historical',
    status: 200,
    credits: 1,
  });
  expect(JSON.stringify(standin.requests)).not.toContain(standin.environment.CMC_API_KEY);
});

it('strikes only who a fault is for, as often as it says', async () => {
  const standin = await start({ faults: ['error-500@listings:1', 'html-200@binance:always'] });
  expect((await listings(standin)).status).toBe(500);
  expect((await listings(standin)).status).toBe(200);
  const response = await fetch(`${standin.urls.binance}/api/v3/exchangeInfo`);
  expect(response.headers.get('content-type')).toContain('text/html');
});

it('knows no other faults', async () => {
  expect(await rejectionOf(startMarket({ faults: ['earthquake'] }))).toMatchObject({ code: 'usage' });
});
