import { addDays, type UtcDay, utcDay } from '../../../shared/domain/utcDay.ts';
import type { Field } from '../../../shared/market/bar.ts';
import type { MarketToken, Quote } from '../market/marketSource.ts';
import type { Call, DatedQuote } from './marketWorld.ts';

const BAD: readonly (number | string | null)[] = [Number.NaN, 0, -1, 'n/a'];
const TROUBLED: readonly Field[] = ['open', 'high', 'low', 'close', 'volumeUsd', 'marketCapUsd'];

/** A token's days, both ends included, as the call's faults let them be told. */
export function daysOf(
  { world, faults, now }: Pick<Call, 'world' | 'faults' | 'now'>,
  token: MarketToken,
  { from, to }: { readonly from: UtcDay; readonly to: UtcDay },
): DatedQuote[] {
  const days: DatedQuote[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) {
    const quote = world.market.quote(token, faults.has('day-late') ? addDays(day, -1) : day);
    const number = Date.parse(day) / 86_400_000;
    if (quote === undefined || (faults.has('missing-days') && number % 3 === 0)) continue;
    const shown = faults.has('bad-numbers') ? spoilt(quote, number + Number(token.ucid)) : quote;
    const isUnderWay = day >= addDays(utcDay(now.getTime())!, faults.has('clock-behind') ? -1 : 0);
    const told = { token, day, quote: isUnderWay ? soFar(shown) : shown };
    if (faults.has('duplicated-days')) days.push({ ...told, quote: { ...quote, close: quote.close * 1.5 } });
    days.push(told);
  }
  return faults.has('shuffled-days') ? days.toSorted((a, b) => scatter(a.day) - scatter(b.day)) : days;
}

/** The last day that is over, or as a clock that is ahead has it. */
export function lastFinishedDay({ now, faults }: Pick<Call, 'now' | 'faults'>): UtcDay {
  const today = utcDay(now.getTime())!;
  return faults.has('clock-ahead') ? today : addDays(today, -1);
}

/** A day before its end: the price is on its way. */
function soFar(quote: Quote): Quote {
  return { ...quote, close: (quote.open + 3 * quote.low) / 4, volumeUsd: quote.volumeUsd / 2 };
}

/** On every other day one of the numbers is none. */
function spoilt(quote: Quote, number: number): Quote {
  if (number % 2 === 0) return quote;
  const bad = BAD[(number >> 1) % BAD.length] as number;
  const field = TROUBLED[(number >> 3) % TROUBLED.length]!;
  return { ...quote, [field]: bad, close: number % 5 === 0 ? bad : quote.close };
}

function scatter(day: UtcDay): number {
  return ((Date.parse(day) / 86_400_000) * 7919) % 1009;
}
