import { ranked } from '../coinmarketcap/cmcListings.ts';
import { lastFinishedDay } from '../daysOf.ts';
import type { Call, Document } from '../marketWorld.ts';

const MAX_PAGE = 250;

/** `/coins/list`: every token there ever was, with its contracts; symbols in small letters. */
export function geckoList(call: Call): Document {
  const rows = call.world.market.tokens.map(({ slug, symbol, name, contract }) => ({
    id: slug,
    symbol: symbol.toLowerCase(),
    name,
    platforms: contract === undefined ? {} : { ethereum: contract.toLowerCase() },
  }));
  return { status: 200, body: partOf(call, rows) };
}

/** `/coins/markets`: prices of this moment, by market cap. */
export function geckoMarkets(call: Call): Document {
  const size = Math.min(MAX_PAGE, Number(call.query.get('per_page') ?? 100));
  const start = (Number(call.query.get('page') ?? 1) - 1) * size;
  const rows = ranked(call, lastFinishedDay(call)).map(({ token, quote }, i) => ({
    id: token.slug,
    symbol: token.symbol.toLowerCase(),
    name: token.name,
    current_price: quote.close,
    market_cap: quote.marketCapUsd,
    market_cap_rank: i + 1,
    total_volume: quote.volumeUsd,
    last_updated: call.now.toISOString(),
  }));
  return { status: 200, body: partOf(call, rows.slice(start, start + size)) };
}

function partOf<T>({ faults }: Call, rows: readonly T[]): readonly T[] {
  return faults.has('partial-page') ? rows.slice(0, rows.length >> 1) : rows;
}
