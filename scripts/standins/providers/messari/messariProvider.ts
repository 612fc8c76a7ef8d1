import { utcDay } from '../../../../shared/domain/utcDay.ts';
import { ranked } from '../coinmarketcap/cmcListings.ts';
import { daysOf, lastFinishedDay } from '../daysOf.ts';
import type { Call, Document, FailureKind, Provider } from '../marketWorld.ts';
import { tableOfRoutes } from '../tableOfRoutes.ts';

const FAILURES: Readonly<Record<FailureKind, readonly [status: number, error: string]>> = {
  'not-found': [404, 'asset not found'],
  'server-error': [500, 'internal server error'],
  'rate-limited': [429, 'rate limit exceeded'],
  'quota-spent': [429, 'rate limit exceeded'],
  'plan-lacks': [403, 'this endpoint requires an enterprise subscription'],
  'wrong-key': [401, 'invalid api key'],
  'in-200': [200, 'internal server error'],
};
const COLUMNS = ['time', 'open', 'high', 'low', 'close', 'volume'];

/** Messari: an open list, and history for Enterprise plans. */
export const messariProvider: Provider = {
  prefix: '/messari',
  route: tableOfRoutes([
    { path: /^\/metrics\/v2\/assets$/, name: 'assets', endpoint: assets },
    {
      path: /^\/metrics\/v2\/assets\/[^/]+\/metrics\/price\/time-series\/1d$/,
      name: 'time_series',
      endpoint: timeSeries,
    },
  ]),
  weight: () => 1,
  refusal: ({ header, path, world }) => {
    const key = header('x-messari-api-key');
    if (key !== undefined && key !== world.options.keys.messari) return failure('wrong-key');
    if (key === undefined && path !== '/metrics/v2/assets') return failure('wrong-key');
    return undefined;
  },
  headers: () => ({}),
  failure,
};

function failure(kind: FailureKind): Document {
  const [status, error] = FAILURES[kind];
  return { status, body: { error } };
}

/** `/metrics/v2/assets`: a page of the list, the largest first. */
function assets(call: Call): Document {
  const [page, limit] = [Number(call.query.get('page') ?? 1), Number(call.query.get('limit') ?? 100)];
  const rows = ranked(call, lastFinishedDay(call)).map(({ token: { ucid, slug, symbol, name } }, i) => ({
    id: idOf(ucid),
    slug,
    symbol,
    name,
    rank: i + 1,
    hasMarketData: true,
  }));
  const data = rows.slice((page - 1) * limit, page * limit);
  return {
    status: 200,
    body: {
      data: call.faults.has('partial-page') ? data.slice(0, data.length >> 1) : data,
      metadata: { page, limit },
    },
  };
}

/** `…/time-series/1d`: columns as `pointSchemas` names them; today's is under way. */
function timeSeries(call: Call): Document {
  if (call.world.options.plan === 'basic') return failure('plan-lacks');
  const { query, world, faults } = call;
  const asked = call.path.split('/')[4];
  const token = world.market.tokens.find(
    ({ ucid, slug }) => idOf(ucid) === asked || slug === asked || (asked === 'bitcoin' && ucid === '1'),
  );
  if (!token) return failure('not-found');
  const [from, today] = [query.get('start')!, utcDay(call.now.getTime())!];
  const to = faults.has('clock-ahead') ? today : [query.get('end')!, today].sort()[0]!;
  const unit = faults.has('other-shape') ? 1 : 1000;
  const points = daysOf(call, token, { from, to }).map(({ day, quote }) => {
    const { open, high, low, close, volumeUsd } = quote;
    return [Date.parse(day) / unit, open, high, low, close, volumeUsd];
  });
  const pointSchemas = COLUMNS.map((slug) => ({ slug, name: slug }));
  return { status: 200, body: { data: { points }, metadata: { pointSchemas, granularity: '1d' } } };
}

/** As a UUID has it. */
export function idOf(ucid: string): string {
  return `1e31218a-0000-4000-8000-${ucid.padStart(12, '0')}`;
}
