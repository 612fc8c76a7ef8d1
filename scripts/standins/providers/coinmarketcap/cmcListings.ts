import { addDays, type UtcDay } from '../../../../shared/domain/utcDay.ts';
import { daysOf, lastFinishedDay } from '../daysOf.ts';
import type { Call, DatedQuote, Document } from '../marketWorld.ts';
import { pageOf } from './cmcPage.ts';
import { beforeThePlan } from './cmcPlan.ts';
import { platformOf } from './cmcPlatform.ts';
import { badRequest, cmcAnswer } from './cmcStatus.ts';

const TOKENS_A_CREDIT = 100;
const READY_AFTER_MS = 30 * 60_000;

/** `/v1/cryptocurrency/listings/historical`: the end of a day, by market cap. */
export function cmcListings(call: Call): Document {
  const day = (call.query.get('date') ?? '').slice(0, 10);
  if (Number.isNaN(Date.parse(day))) return badRequest(call, '"date" is required');
  if (!isReady(call, day)) return badRequest(call, '"date" must be a day that is over');
  if (beforeThePlan(call, day)) {
    return badRequest(call, 'Your plan is limited to 12 months of historical data.');
  }
  const rows = ranked(call, day).map((dated, i) => listing(call, dated, i + 1));
  const page = pageOf(call, rows);
  return cmcAnswer(call, page, Math.ceil(page.length / TOKENS_A_CREDIT));
}

function isReady(call: Call, day: UtcDay): boolean {
  const readyAt = Date.parse(addDays(day, 1)) + READY_AFTER_MS;
  return day <= lastFinishedDay(call) && (call.faults.has('clock-ahead') || call.now.getTime() >= readyAt);
}

/** All tokens of a day, the largest first, those without market cap last. */
export function ranked(call: Pick<Call, 'world' | 'faults' | 'now'>, day: UtcDay): DatedQuote[] {
  const quotes = call.world.market.tokens.flatMap((token) => daysOf(call, token, { from: day, to: day }));
  return quotes.toSorted((a, b) => capOf(b) - capOf(a));
}

function capOf({ quote: { marketCapUsd } }: DatedQuote): number {
  return marketCapUsd > 0 ? marketCapUsd : 0;
}

function listing(call: Call, { token, day, quote }: DatedQuote, rank: number) {
  const numbers = {
    price: quote.close,
    volume_24h: quote.volumeUsd,
    percent_change_1h: 0.1,
    percent_change_24h: 100 * (quote.close / quote.open - 1),
    market_cap: quote.marketCapUsd,
    last_updated: `${day}T23:59:00.000Z`,
  };
  return {
    id: Number(token.ucid),
    name: token.name,
    symbol: token.symbol,
    slug: token.slug,
    cmc_rank: rank,
    num_market_pairs: 100,
    tags: [],
    platform: platformOf(token),
    circulating_supply: quote.marketCapUsd / quote.close,
    last_updated: `${day}T23:59:00.000Z`,
    quote: call.faults.has('other-shape') ? [{ id: 2781, symbol: 'USD', ...numbers }] : { USD: numbers },
  };
}
