import { addDays, type UtcDay, utcDay } from '../../../../shared/domain/utcDay.ts';
import type { MarketToken } from '../../market/marketSource.ts';
import { daysOf, lastFinishedDay } from '../daysOf.ts';
import type { Call, Document } from '../marketWorld.ts';
import { geckoError, geckoFailure } from './geckoStatus.ts';

const DEMO_DAYS = 365;
const TOO_OLD =
  'Your request exceeds the allowed time range. Public API users are limited to the past 365 days.';

/**
 * `/coins/{id}/market_chart`: a point at each midnight, which is the close of the day before, and one of this moment.
 */
export function geckoChart(call: Call): Document {
  const id = decodeURIComponent(call.path.split('/')[2] ?? '');
  const token = call.world.market.tokens.find(({ slug }) => slug === id);
  if (!token) return geckoFailure('not-found');
  const { query } = call;
  if (query.get('vs_currency') !== 'usd') {
    return geckoError({ status: 400, code: 400, message: 'invalid vs_currency', shape: 'text' });
  }
  const days = Number(query.get('days'));
  if (days > DEMO_DAYS) {
    return geckoError({ status: 401, code: 10012, message: TOO_OLD, shape: 'error.status' });
  }
  const today = utcDay(call.now.getTime())!;
  const told = daysOf(call, token, { from: addDays(today, -days), to: lastFinishedDay(call) });
  const points = told.map(({ day, quote }) => [Date.parse(addDays(day, 1)), quote] as const);
  const now = present(call, token, today);
  const all = now ? [...points, [call.now.getTime(), now] as const] : points;
  return {
    status: 200,
    body: {
      prices: all.map(([time, { close }]) => [time, close]),
      market_caps: all.map(([time, { marketCapUsd }]) => [time, marketCapUsd]),
      total_volumes: all.map(([time, { volumeUsd }]) => [time, volumeUsd]),
    },
  };
}

/** Somewhere on the way to today's close. */
function present({ world }: Call, token: MarketToken, today: UtcDay) {
  const quote = world.market.quote(token, today);
  return quote && { ...quote, close: (quote.open + quote.close) / 2 };
}
