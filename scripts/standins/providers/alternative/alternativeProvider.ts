import type { Call, Document, FailureKind, Provider } from '../marketWorld.ts';
import { tableOfRoutes } from '../tableOfRoutes.ts';
import { fearAndGreed } from './fearAndGreed.ts';

const STATUS: Readonly<Record<FailureKind, number>> = {
  'not-found': 404,
  'server-error': 500,
  'rate-limited': 429,
  'quota-spent': 429,
  'plan-lacks': 403,
  'wrong-key': 401,
  'in-200': 200,
};
const SEED = 1;

/** alternative.me: one index, no key. */
export const alternativeProvider: Provider = {
  prefix: '/alternative',
  route: tableOfRoutes([{ path: /^\/fng\/$/, name: 'fng', endpoint: index }]),
  weight: () => 1,
  refusal: () => undefined,
  headers: () => ({}),
  failure: (kind): Document => ({
    status: STATUS[kind],
    body: { name: 'Fear and Greed Index', data: [], metadata: { error: 'Internal error' } },
  }),
};

/** `/fng/`: newest first, numbers as text; 0 for all there is. */
function index(call: Call): Document {
  const limit = Number(call.query.get('limit') ?? 1);
  const days = fearAndGreed(call, SEED);
  const data = days.slice(0, limit || days.length).map(({ day, value, word }, i) => ({
    value: call.faults.has('other-shape') ? value : String(value),
    value_classification: word,
    timestamp: String(Date.parse(day) / 1000),
    ...(i === 0 && { time_until_update: '25675' }),
  }));
  const told = call.faults.has('partial-page') ? data.slice(0, data.length >> 1) : data;
  return { status: 200, body: { name: 'Fear and Greed Index', data: told, metadata: { error: null } } };
}
