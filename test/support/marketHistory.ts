import { generatedMarket } from '../../scripts/standins/market/generatedMarket.ts';
import type { MarketSource } from '../../scripts/standins/market/marketSource.ts';
import { tableFiles } from '../../shared/adapters/tableFiles.ts';
import { addDays, daysBetween, type UtcDay } from '../../shared/domain/utcDay.ts';
import type { Bar } from '../../shared/market/bar.ts';
import type { MarketDay } from '../../shared/market/marketDay.ts';
import { addBars } from '../../shared/pipeline/market/barStore.ts';
import { addIndexes } from '../../shared/pipeline/market/indexStore.ts';
import { refreshPanel } from '../../shared/pipeline/market/panelStore.ts';
import type { Store } from '../../shared/ports.ts';

export interface HistoryOptions {
  readonly from: UtcDay;
  readonly to: UtcDay;
  /** Default 320: those of the local Numerai, and some more. */
  readonly tokens?: number;
  /** Changes a bar, or takes it away. */
  readonly edit?: (bar: Bar, day: UtcDay) => Bar | undefined;
  /** Days of the panel; default 400. */
  readonly keep?: number;
}

/** Puts an invented history into a store as `collect` would have; its tokens are those of the local Numerai. */
export async function storeMarket(store: Store, options: HistoryOptions): Promise<MarketDay[]> {
  const ports = { store, files: tableFiles };
  const days = inventedDays(options);
  for (const { day, bars, indexes } of days) {
    await addBars(ports, { day, bars, closed: false });
    const values = [...indexes].map(([name, value]) => ({
      name,
      value,
      source: 'alternative.me',
      collectedAt: COLLECTED,
    }));
    await addIndexes(ports, day, values);
  }
  await refreshPanel(ports, { changed: [], keep: options.keep ?? 400 });
  return days;
}

const COLLECTED = new Date('2026-11-24T00:40:00Z');

/** The same history, unstored: candles from one provider, market caps from another, which has no candles. */
export function inventedDays({ from, to, tokens = 320, edit = (bar) => bar }: HistoryOptions): MarketDay[] {
  const market = marketOf(tokens);
  return Array.from({ length: daysBetween(from, to) + 1 }, (_, i) => {
    const day = addDays(from, i);
    const bars = market(day).flatMap((bar) => edit(bar, day) ?? []);
    return { day, bars, indexes: new Map([['fear_greed', 20 + (i % 60)]]) };
  });
}

const markets = new Map<number, (day: UtcDay) => readonly Bar[]>();

/** Made once: a test asks for the same days again and again. */
function marketOf(tokens: number): (day: UtcDay) => readonly Bar[] {
  const market = generatedMarket({ tokens });
  const days = new Map<UtcDay, readonly Bar[]>();
  const barsOn = (day: UtcDay) => {
    const bars = days.get(day) ?? barsOf(market, day);
    days.set(day, bars);
    return bars;
  };
  const known = markets.get(tokens) ?? barsOn;
  markets.set(tokens, known);
  return known;
}

function barsOf(market: MarketSource, day: UtcDay): Bar[] {
  return market.tokens.flatMap((token) => {
    const quote = market.quote(token, day);
    if (!quote) return [];
    const named = { ucid: token.ucid, symbol: token.symbol, collectedAt: COLLECTED };
    const none = { open: Number.NaN, high: Number.NaN, low: Number.NaN };
    const listed: Bar = { ...named, ...quote, ...none, source: 'coinmarketcap' };
    const traded: Bar = {
      ...named,
      ...quote,
      volumeUsd: quote.volumeUsd / 3,
      marketCapUsd: Number.NaN,
      source: 'binance',
    };
    return token.lot === undefined ? [listed] : [listed, traded];
  });
}
