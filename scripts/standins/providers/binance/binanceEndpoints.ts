import { addDays, type UtcDay, utcDay } from '../../../../shared/domain/utcDay.ts';
import type { MarketToken } from '../../market/marketSource.ts';
import { daysOf, lastFinishedDay } from '../daysOf.ts';
import type { Call, DatedQuote, Document } from '../marketWorld.ts';

/** Of the whole market's volume. */
export const VENUE_SHARE = 0.3;
const DAY_MS = 86_400_000;
const PREFIX = { 1: '', 1000: '1000', 1000000: '1M' } as const;

/** A listed token's pair against USDT, in lots where a token is worth next to nothing. */
export function pairOf({ symbol, lot }: MarketToken): string | undefined {
  return lot && `${baseOf({ symbol, lot })}USDT`;
}

function baseOf({ symbol, lot }: { symbol: string; lot: NonNullable<MarketToken['lot']> }): string {
  return `${PREFIX[lot]}${symbol.toUpperCase()}`;
}

/** `/api/v3/exchangeInfo`: pairs against USDT, some against BTC, and some that trade no more. */
export function exchangeInfo(call: Call): Document {
  const today = lastFinishedDay(call);
  const symbols = call.world.market.tokens.flatMap((token, i) => {
    const { symbol, lot, firstDay, lastDay } = token;
    if (lot === undefined || firstDay > today) return [];
    const baseAsset = baseOf({ symbol, lot });
    const status = lastDay !== undefined && lastDay < today ? 'BREAK' : 'TRADING';
    const pair = (quoteAsset: string) => ({ symbol: baseAsset + quoteAsset, status, baseAsset, quoteAsset });
    return i % 9 === 1 ? [pair('USDT'), pair('BTC')] : [pair('USDT')];
  });
  const told = call.faults.has('partial-page') ? symbols.slice(0, symbols.length >> 1) : symbols;
  return { status: 200, body: { timezone: 'UTC', serverTime: call.now.getTime(), symbols: told } };
}

/** `/api/v3/klines`, of days: oldest first, today's under way included. */
export function klines(call: Call): Document {
  const { query, world } = call;
  const token = world.market.tokens.find((one) => pairOf(one) === query.get('symbol'));
  if (!token) return { status: 400, body: { code: -1121, msg: 'Invalid symbol.' } };
  if (query.get('interval') !== '1d') return { status: 400, body: { code: -1120, msg: 'Invalid interval.' } };
  const limit = Math.min(1000, Number(query.get('limit') ?? 500));
  const start = Number(query.get('startTime') ?? Number.NaN);
  const from = utcDay(Math.ceil(start / DAY_MS) * DAY_MS)!;
  const rows = daysOf(call, token, { from, to: lastDayOf(call) }).map((one) => candle(call, one));
  const page = rows.slice(0, limit);
  return { status: 200, body: call.faults.has('partial-page') ? page.slice(0, page.length >> 1) : page };
}

function lastDayOf({ now, query, faults }: Call): UtcDay {
  const today = utcDay(now.getTime())!;
  if (faults.has('clock-ahead')) return today;
  return [utcDay(Number(query.get('endTime') ?? now.getTime()))!, today].sort()[0]!;
}

function candle({ faults }: Call, { token, day, quote }: DatedQuote): unknown[] {
  const text = (value: number) => (faults.has('other-shape') ? value : String(value));
  const price = (value: number) => text(value * token.lot!);
  const volume = quote.volumeUsd * VENUE_SHARE;
  return [
    Date.parse(day),
    price(quote.open),
    price(quote.high),
    price(quote.low),
    price(quote.close),
    text(volume / quote.close / token.lot!),
    Date.parse(addDays(day, 1)) - 1,
    text(volume),
    quote.volumeUsd === 0 ? 0 : 1234,
    text(volume / quote.close / token.lot! / 2),
    text(volume / 2),
    '0',
  ];
}
