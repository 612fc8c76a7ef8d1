import { describe, expect, it } from '@jest/globals';
import { pairOf } from '../../../scripts/standins/providers/binance/binanceEndpoints.ts';
import { binance } from '../../../shared/adapters/providers/binance/binance.ts';
import { addDays } from '../../../shared/domain/utcDay.ts';
import { json, status } from '../../support/httpServer.ts';
import { limitOf, rejectionOf } from '../../support/limits.ts';
import { standinUnderTest, YESTERDAY } from './providerUnderTest.ts';
import { historyOf, scriptedProvider } from './scriptedProvider.ts';

const under = standinUnderTest();
const provided = scriptedProvider();
const open = () => binance({ ...under.options(), url: under.standin.environment.BINANCE_API_URL });
const candle = (day: string, numbers: Partial<Record<number, unknown>> = {}) => {
  const row: unknown[] = [Date.parse(day), '2', '3', '1', '2.5', '10', Date.parse(day) + 86_399_999, '25', 7];
  for (const [i, value] of Object.entries(numbers)) row[Number(i)] = value;
  return [...row, '5', '12', '0'];
};

describe('pairs in lots', () => {
  it('are listed as what they may be, for the price to tell', async () => {
    const pairs = ['1000SATS', '1MBABYDOGE', '1INCH', '1000', 'BTC'].map((baseAsset) => ({
      symbol: `${baseAsset}USDT`,
      status: 'TRADING',
      baseAsset,
      quoteAsset: 'USDT',
    }));
    const listed = await binance(provided.answering(json({ symbols: pairs }))).tokens(limitOf());
    expect(listed.map(({ id, symbol }) => [id, symbol])).toEqual([
      ['1000SATSUSDT', '1000SATS'],
      ['1000SATSUSDT/1000', 'SATS'],
      ['1MBABYDOGEUSDT', '1MBABYDOGE'],
      ['1MBABYDOGEUSDT/1000000', 'BABYDOGE'],
      ['1INCHUSDT', '1INCH'],
      ['1000USDT', '1000'],
      ['BTCUSDT', 'BTC'],
    ]);
  });

  it('tell the price of one token, and the same volume in USD', async () => {
    const options = provided.answering(json([candle('2026-09-01')]), json([candle('2026-09-01')]));
    const provider = binance(options);
    const [whole] = await provider.history(historyOf('1000SATSUSDT', '2026-09-01'), limitOf());
    const [one] = await provider.history(historyOf('1000SATSUSDT/1000', '2026-09-01'), limitOf());
    expect(whole).toMatchObject({ symbol: '1000SATS', open: 2, high: 3, low: 1, close: 2.5, volumeUsd: 25 });
    expect(one).toMatchObject({
      symbol: 'SATS',
      open: 0.002,
      high: 0.003,
      low: 0.001,
      close: 0.0025,
      volumeUsd: 25,
    });
    expect(provided.asked().every((path) => path.includes('symbol=1000SATSUSDT&'))).toBe(true);
  });
});

describe('a candle', () => {
  it('without trades only repeats an older price, and is no bar', async () => {
    const rows = [candle('2026-09-01'), candle('2026-09-02', { 7: '0', 8: 0 }), candle('2026-09-03')];
    const provider = binance(provided.answering(json(rows)));
    const bars = await provider.history(historyOf('NMRUSDT', '2026-09-01', '2026-09-03'), limitOf());
    expect(bars.map(({ day }) => day)).toEqual(['2026-09-01', '2026-09-03']);
  });

  it.each([
    ['microseconds', Date.parse('2026-09-01') * 1000],
    ['an hour of the day', Date.parse('2026-09-01T08:00:00Z')],
    ['seconds', Date.parse('2026-09-01') / 1000],
    ['text', '2026-09-01'],
  ])('that opens at %s is a malformed answer, not a bar of another day', async (_, time) => {
    const rows = [candle('2026-09-01', { 0: time })];
    const options = provided.answering(...Array.from({ length: 4 }, () => json(rows)));
    const error = await rejectionOf(binance(options).history(historyOf('NMRUSDT', '2026-09-01'), limitOf()));
    expect(error).toMatchObject({
      code: 'malformed_answer',
      message: expect.stringContaining('1 of 1 rows, row 0: 0: '),
    });
  });
});

it('asks for a thousand days at a time, and puts them together without a seam', async () => {
  const before = under.standin.requests.length;
  const token = under.standin.market.tokens[0]!;
  const request = {
    tokens: [{ ucid: '1', id: pairOf(token)! }],
    from: addDays(YESTERDAY, -2499),
    to: YESTERDAY,
  };
  const provider = open();
  const bars = await provider.history(request, limitOf());
  expect(under.standin.requests.slice(before)).toHaveLength(3);
  expect(provider.costOf(request).requests).toBe(3);
  expect(bars.map(({ day }) => day)).toEqual(
    Array.from({ length: 2500 }, (_, i) => addDays(request.from, i)),
  );
});

it('stays away from a host that banned it: one request, and none after it', async () => {
  under.standin.faults.push('banned@binance:always');
  const before = under.standin.requests.length;
  const provider = open();
  const request = historyOf('BTCUSDT', YESTERDAY);
  expect(await rejectionOf(provider.history(request, limitOf()))).toMatchObject({ code: 'rate_limited' });
  expect(await rejectionOf(provider.history(request, limitOf()))).toMatchObject({ code: 'rate_limited' });
  expect(under.standin.requests.slice(before)).toHaveLength(1);
  expect(under.clock.sleptMs).toEqual([]);
  under.standin.faults.clear();
  await under.clock.sleep(11 * 60_000);
  expect(await provider.history(request, limitOf())).toHaveLength(1);
});

it('rests until the minute is over when its weight is nearly used up, also by others', async () => {
  const heavy = status(200, { 'x-mbx-used-weight-1m': '5500' }, JSON.stringify([candle('2026-09-01')]));
  const options = provided.answering(heavy, json([candle('2026-09-01')]));
  await options.clock.sleep(20_000);
  const provider = binance(options);
  await provider.history(historyOf('NMRUSDT', '2026-09-01'), limitOf());
  await provider.history(historyOf('NMRUSDT', '2026-09-01'), limitOf());
  expect(options.clock.sleptMs.slice(1)).toEqual([40_000]);
});

it('keeps below its weight a minute by itself', async () => {
  const provider = binance({
    ...under.options(),
    perMinute: undefined,
    url: under.standin.environment.BINANCE_API_URL,
  });
  const listed = under.standin.market.tokens.filter(({ lot }) => lot !== undefined);
  const tokens = listed.map((token) => ({ ucid: token.ucid, id: pairOf(token)! }));
  const started = under.clock.now().getTime();
  for (let round = 0; round < 3; round++) {
    await provider.history({ tokens, from: YESTERDAY, to: YESTERDAY }, limitOf());
  }
  const weight = 3 * 2 * tokens.length;
  const minutes = (under.clock.now().getTime() - started) / 60_000;
  expect(weight).toBeGreaterThan(1200);
  expect((weight - 400) / minutes).toBeLessThanOrEqual(4010);
});
