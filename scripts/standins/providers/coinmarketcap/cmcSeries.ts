import { addDays, type UtcDay, utcDay } from '../../../../shared/domain/utcDay.ts';
import type { MarketToken } from '../../market/marketSource.ts';
import { daysOf, lastFinishedDay } from '../daysOf.ts';
import type { Call, DatedQuote, Document } from '../marketWorld.ts';
import { beforeThePlan } from './cmcPlan.ts';
import { badRequest, cmcAnswer, cmcFailure } from './cmcStatus.ts';

const POINTS_A_CREDIT = 100;
const MAX_COUNT = 10_000;
const DAY_MS = 86_400_000;

/**
 * `/v3/cryptocurrency/quotes/historical`: `daily` is the first quote of a day and so almost the close of the one before;
 * `24h` goes on in steps from `time_start`. Periods without a quote are left out.
 */
export function cmcQuotes(call: Call): Document {
  const { query } = call;
  const interval = query.get('interval') ?? '5m';
  if (interval !== '24h' && interval !== 'daily')
    return badRequest(call, `interval ${interval} is not served`);
  const start = Date.parse(query.get('time_start') ?? '');
  const end = Date.parse(query.get('time_end') ?? '') || call.now.getTime();
  if (Number.isNaN(start)) return badRequest(call, '"time_start" is not served without');
  const isDaily = interval === 'daily';
  const from = dayOf(isDaily ? Math.ceil(start / DAY_MS) * DAY_MS : start);
  const to = [dayOf(isDaily ? end - (end % DAY_MS) : end), lastFinishedDay(call)].sort()[0]!;
  return series(call, { from, to, count: Number(query.get('count') ?? 10) }, (days) =>
    days.map((dated) => quoteRow(call, dated, interval)),
  );
}

/** `/v2/cryptocurrency/ohlcv/historical`: candles; not on cheap plans. `time_start` is not included. */
export function cmcCandles(call: Call): Document {
  if (call.world.options.plan === 'basic') return cmcFailure('plan-lacks', call);
  const start = Date.parse(call.query.get('time_start') ?? '') + 1;
  const end = Date.parse(call.query.get('time_end') ?? '');
  const to = [utcDay(end)!, utcDay(call.now.getTime())!].sort()[0]!;
  const from = utcDay(Math.ceil(start / DAY_MS) * DAY_MS)!;
  const count = Number(call.query.get('count') ?? 10);
  return series(call, { from, to, count }, (days) => days.map(candleRow));
}

interface Span {
  readonly from: UtcDay;
  readonly to: UtcDay;
  readonly count: number;
}

function series(
  call: Call,
  { from, to, count }: Span,
  rows: (days: readonly DatedQuote[]) => unknown[],
): Document {
  if (beforeThePlan(call, from)) {
    return badRequest(call, 'Your plan is limited to 12 months of historical data.');
  }
  if (!(count >= 1 && count <= MAX_COUNT)) return badRequest(call, '"count" must be from 1 to 10000');
  const ids = (call.query.get('id') ?? '').split(',').filter((id) => id !== '');
  const tokens = ids.map((id) => call.world.market.tokens.find(({ ucid }) => ucid === id));
  const unknown = tokens.indexOf(undefined);
  if (unknown >= 0 && call.query.get('skip_invalid') !== 'true') {
    return badRequest(call, `Invalid value for "id": "${ids[unknown]}"`);
  }
  const known = tokens.filter((token) => token !== undefined);
  const last = [to, addDays(from, count - 1)].sort()[0]!;
  const told = known.map((token) => ({ token, quotes: rows(daysOf(call, token, { from, to: last })) }));
  const points = told.reduce((sum, { quotes }) => sum + quotes.length, 0);
  // The documentation leaves open whether the limit is a token's or a request's: here it is the stricter.
  if (points > MAX_COUNT) return badRequest(call, `${points} points are more than 10000`);
  const data = told.map(({ token, quotes }) => tokenRow(token, quotes));
  return cmcAnswer(call, wrapped(call, data), Math.ceil(points / POINTS_A_CREDIT));
}

type TokenRow = ReturnType<typeof tokenRow>;

/** By id; a single one may also stand by itself. */
function wrapped({ faults }: Call, rows: readonly TokenRow[]): unknown {
  if (faults.has('other-shape') && rows.length === 1) return rows[0];
  return Object.fromEntries(rows.map((row) => [row.id, row]));
}

function tokenRow({ ucid, name, symbol }: MarketToken, quotes: readonly unknown[]) {
  return { id: Number(ucid), name, symbol, is_active: 1, is_fiat: 0, quotes };
}

function quoteRow({ faults }: Call, { day, quote }: DatedQuote, interval: string) {
  const timestamp = interval === 'daily' ? `${addDays(day, 1)}T00:00:00.000Z` : `${day}T23:59:00.000Z`;
  const volume = faults.has('other-shape') ? 'volume_24hr' : 'volume_24h';
  const numbers = {
    price: quote.close,
    [volume]: quote.volumeUsd,
    market_cap: quote.marketCapUsd,
    timestamp,
  };
  return { timestamp, quote: faults.has('other-shape') ? [{ symbol: 'USD', ...numbers }] : { USD: numbers } };
}

function candleRow({ day, quote }: DatedQuote) {
  const { open, high, low, close, volumeUsd: volume, marketCapUsd: market_cap } = quote;
  const timestamp = `${day}T23:59:59.999Z`;
  return {
    time_open: `${day}T00:00:00.000Z`,
    time_close: timestamp,
    time_high: `${day}T12:00:00.000Z`,
    time_low: `${day}T06:00:00.000Z`,
    quote: { USD: { open, high, low, close, volume, market_cap, timestamp } },
  };
}

/** The day whose end is nearest. */
function dayOf(time: number): UtcDay {
  return utcDay(time - DAY_MS / 2)!;
}
