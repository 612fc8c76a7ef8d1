import type { Document, FailureKind, Provider } from '../marketWorld.ts';
import { tableOfRoutes } from '../tableOfRoutes.ts';
import { exchangeInfo, klines } from './binanceEndpoints.ts';

const FAILURES: Readonly<Record<FailureKind, readonly [status: number, code: number, msg: string]>> = {
  'not-found': [404, -1100, 'Not found.'],
  'server-error': [500, -1000, 'An unknown error occurred while processing the request.'],
  'rate-limited': [
    429,
    -1003,
    'Too much request weight used; current limit is 6000 request weight per 1 MINUTE.',
  ],
  'quota-spent': [429, -1003, 'Too much request weight used; please use WebSocket Streams.'],
  'plan-lacks': [401, -2015, 'Invalid API-key, IP, or permissions for action.'],
  'wrong-key': [401, -2014, 'API-key format invalid.'],
  'in-200': [200, -1000, 'An unknown error occurred while processing the request.'],
};

/** Binance's host for market data: no key, and a weight a minute that every answer tells. */
export const binanceProvider: Provider = {
  prefix: '/binance',
  route: tableOfRoutes([
    { path: /^\/api\/v3\/exchangeInfo$/, name: 'exchange_info', endpoint: exchangeInfo },
    { path: /^\/api\/v3\/klines$/, name: 'klines', endpoint: klines },
  ]),
  weight: (endpoint) => (endpoint === 'exchange_info' ? 20 : 2),
  refusal: () => undefined,
  headers: ({ usage }, now) => ({ 'x-mbx-used-weight-1m': String(usage.inMinute('binance', now)) }),
  failure: (kind): Document => {
    const [status, code, msg] = FAILURES[kind];
    return { status, body: { code, msg } };
  },
};
