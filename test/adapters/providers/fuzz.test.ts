import { afterAll, beforeAll, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fearAndGreed } from '../../../shared/adapters/providers/alternative/fearAndGreed.ts';
import { binance } from '../../../shared/adapters/providers/binance/binance.ts';
import { coinGecko } from '../../../shared/adapters/providers/coingecko/coinGecko.ts';
import { coinMarketCap } from '../../../shared/adapters/providers/coinmarketcap/coinMarketCap.ts';
import { defiLlama } from '../../../shared/adapters/providers/defillama/defiLlama.ts';
import { messari } from '../../../shared/adapters/providers/messari/messari.ts';
import { AppError } from '../../../shared/errors.ts';
import { FIELDS } from '../../../shared/market/bar.ts';
import type { Limit, MarketData } from '../../../shared/ports.ts';
import { type ScriptedServer, scriptedServer } from '../../support/httpServer.ts';
import { instantClock } from '../../support/instantClock.ts';
import { limitOf } from '../../support/limits.ts';
import { recordingLog } from '../../support/recordingLog.ts';

const RUNS = 150;
const DAY = '2026-09-01';
const DAY_MS = Date.parse(DAY);
const range = { from: DAY, to: '2026-09-03' };

let server: ScriptedServer;
let body = '';
beforeAll(async () => {
  server = await scriptedServer();
  const answer = (response: { end(text: string): unknown }) => void response.end(body);
  server.script(...Array.from({ length: 20_000 }, () => answer));
});
afterAll(() => server.close());

const status = { error_code: 0, error_message: null, credit_count: 1 };
const usd = { price: 5, volume_24h: 6, market_cap: 7 };
const cmcToken = {
  id: 1,
  symbol: 'BTC',
  quotes: [{ timestamp: `${DAY}T23:59:00.000Z`, quote: { USD: usd } }],
};
const cmcListing = { id: 1, symbol: 'BTC', quote: { USD: usd } };
const midnight = DAY_MS + 86_400_000;
const chart = { prices: [[midnight, 5]], market_caps: [[midnight, 7]], total_volumes: [[midnight, 6]] };
const candle = [DAY_MS, '2', '3', '1', '2.5', '10', midnight - 1, '25', 7, '5', '12', '0'];
const coin = { symbol: 'BTC', confidence: 0.99, prices: [{ timestamp: midnight / 1000, price: 5 }] };
const pointSchemas = ['time', 'open', 'high', 'low', 'close', 'volume'].map((slug) => ({ slug }));

const options = () => ({
  url: server.url.href,
  key: 'a-key-of-a-test-0001',
  clock: instantClock(),
  log: recordingLog(),
  perMinute: Number.POSITIVE_INFINITY,
  delaysMs: [],
});
const historyOf = (provider: MarketData, id: string) => (limit: Limit) =>
  provider.history({ tokens: [{ ucid: '1', id }], ...range }, limit);

const CASES: readonly [
  name: string,
  document: unknown,
  ask: () => (limit: Limit) => Promise<readonly unknown[]>,
][] = [
  [
    'quotes of CoinMarketCap',
    { data: { 1: cmcToken }, status },
    () => historyOf(coinMarketCap({ ...options(), candles: false }), '1'),
  ],
  [
    'listings of CoinMarketCap',
    { data: [cmcListing], status },
    () => (limit) =>
      coinMarketCap({ ...options(), candles: false }).crossSection!({ day: DAY, top: 1 }, limit),
  ],
  ['a chart of CoinGecko', chart, () => historyOf(coinGecko(options()), 'bitcoin')],
  ['candles of Binance', [candle], () => historyOf(binance(options()), 'BTCUSDT')],
  [
    'prices of DefiLlama',
    { coins: { 'coingecko:bitcoin': coin } },
    () => historyOf(defiLlama({ ...options(), names: { tokens: async () => [] } }), 'coingecko:bitcoin'),
  ],
  [
    'a series of Messari',
    { data: { points: [[DAY_MS, 2, 3, 1, 2.5, 25]] }, metadata: { pointSchemas } },
    () => historyOf(messari(options()), 'id'),
  ],
  [
    'an index of alternative.me',
    { data: [{ value: '47', timestamp: String(DAY_MS / 1000) }], metadata: { error: null } },
    () => (limit) => fearAndGreed(options()).history(range, limit),
  ],
];

/** The document with one of its values replaced. */
function damaged(document: unknown): fc.Arbitrary<string> {
  const paths: (string | number)[][] = [];
  const walk = (value: unknown, path: (string | number)[]) => {
    paths.push(path);
    if (typeof value === 'object' && value !== null) {
      for (const [name, inner] of Object.entries(value)) walk(inner, [...path, name]);
    }
  };
  walk(document, []);
  const odd = fc.oneof(
    fc.jsonValue(),
    fc.constantFrom(
      null,
      '',
      'NaN',
      '-1',
      0,
      -1,
      1e308,
      -0.0,
      [],
      {},
      [[]],
      [null],
      { __proto__: null },
      true,
    ),
  );
  return fc.tuple(fc.constantFrom(...paths), odd).map(([path, value]) => {
    if (path.length === 0) return JSON.stringify(value);
    const copy = JSON.parse(JSON.stringify(document));
    const parent = path.slice(0, -1).reduce((at, name) => at[name], copy);
    parent[path.at(-1)!] = value;
    return JSON.stringify(copy);
  });
}

it.each(CASES)(
  '%s, damaged anywhere, are sound numbers or a failure of ours, never a crash',
  async (_, document, ask) => {
    body = JSON.stringify(document);
    expect(await ask()(limitOf())).toHaveLength(1);
    await fc.assert(
      fc.asyncProperty(damaged(document), async (text) => {
        body = text;
        const told = await ask()(limitOf()).catch((error: unknown) => {
          if (error instanceof AppError) return [];
          throw error;
        });
        for (const row of told as Record<string, unknown>[]) {
          const numbers = FIELDS.map((field) => row[field]).filter((value) => value !== undefined);
          for (const value of numbers) expect(Number.isNaN(value) || (value as number) > 0).toBe(true);
          for (const value of numbers) expect(value).not.toBe(Number.POSITIVE_INFINITY);
          if ('day' in row) expect(row.day).toMatch(/^2026-09-0[123]$/);
        }
      }),
      { numRuns: RUNS },
    );
  },
);
