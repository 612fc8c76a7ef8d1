import { addDays, type UtcDay, utcDay } from '../../../../shared/domain/utcDay.ts';
import { daysOf } from '../daysOf.ts';
import type { Call, Document, FailureKind, Provider } from '../marketWorld.ts';
import { tableOfRoutes } from '../tableOfRoutes.ts';

const MAX_SPAN = 500;
const DAY_S = 86_400;
/** Prices are looked up near the moments asked for, never exactly there. */
const OFF_BY_S = 97;

const FAILURES: Readonly<Record<FailureKind, readonly [status: number, message: string]>> = {
  'not-found': [404, 'Not Found'],
  'server-error': [500, 'Internal server error'],
  'rate-limited': [429, 'Too Many Requests'],
  'quota-spent': [429, 'Too Many Requests'],
  'plan-lacks': [402, 'Upgrade to the paid API'],
  'wrong-key': [401, 'Unauthorized'],
  'in-200': [200, 'Internal server error'],
};

/** DefiLlama's coins: prices by CoinGecko's ids, no key. */
export const llamaProvider: Provider = {
  prefix: '/defillama',
  route: tableOfRoutes([{ path: /^\/chart\//, name: 'chart', endpoint: chart }]),
  weight: () => 1,
  refusal: () => undefined,
  headers: () => ({}),
  failure: (kind): Document => ({ status: FAILURES[kind][0], body: { message: FAILURES[kind][1] } }),
};

/** `/chart/{coins}`: `span` prices from `start` on, a day apart. Unknown coins are left out. */
function chart(call: Call): Document {
  const { query, path, world } = call;
  const span = Number(query.get('span') ?? 0);
  if (span > MAX_SPAN) return { status: 400, body: { message: `span must be at most ${MAX_SPAN}` } };
  const ids = decodeURIComponent(path.slice('/chart/'.length)).split(',');
  const coins = ids.flatMap((id) => {
    const token = world.market.tokens.find(({ slug }) => `coingecko:${slug}` === id);
    if (!token) return [];
    const told = daysOf(call, token, daysAskedFor(call, span));
    const prices = told.map(({ day, quote }) => ({
      timestamp: Date.parse(addDays(day, 1)) / 1000 + OFF_BY_S,
      price: quote.close,
    }));
    return [[id, { symbol: token.symbol, confidence: 0.99, prices }] as const];
  });
  return { status: 200, body: { coins: Object.fromEntries(coins) } };
}

/** Days that end at the moments asked for. A clock that is ahead has the end of today already. */
function daysAskedFor({ query, now, faults }: Call, span: number): { from: UtcDay; to: UtcDay } {
  const start = Number(query.get('start'));
  const from = utcDay((start - DAY_S) * 1000)!;
  const today = utcDay(now.getTime())!;
  const to = [addDays(from, span - 1), addDays(today, -1)].sort()[0]!;
  return { from, to: faults.has('clock-ahead') ? today : to };
}
