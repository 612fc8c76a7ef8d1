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
