import { TransientError } from '../../shared/errors.ts';
import type { DatedBar } from '../../shared/market/bar.ts';
import { readBars } from '../../shared/pipeline/market/barStore.ts';
import { type MarketPlace, marketPlace } from './marketPlace.ts';
import { temporaryFolders } from './temporaryFolders.ts';

export const DAY = '2026-11-24';
export const BEFORE = '2026-11-23';
export const outage = new TransientError('server_error', 'GET https://example.test/ answered 503');
const newFolder = temporaryFolders();

/** The second day of a store, at 00:40 of the day after. */
export async function secondDay(): Promise<MarketPlace> {
  const place = marketPlace(newFolder());
  await place.collect();
  place.forget();
  place.clock.set(new Date('2026-11-25T00:40:00Z'));
  return place;
}

/** 11:40 of that morning. */
export function noon(place: MarketPlace): void {
  place.clock.set(new Date('2026-11-25T11:40:00Z'));
}

/** What one provider's rows of the second day are. */
export async function barsOf(place: MarketPlace, source: string) {
  return ((await readBars(place.ports, DAY)) ?? []).filter((bar) => bar.source === source);
}

/** How a day came about, the second by default. */
export async function recordOf({ store }: Pick<MarketPlace, 'store'>, day = DAY) {
  const stored = await store.get(`market/days/${day}.json`);
  return stored && JSON.parse(new TextDecoder().decode(stored.bytes));
}

/** Changes the bars of one token. */
export const on = (ucid: string, change: Partial<DatedBar>) => (bar: DatedBar) =>
  bar.ucid === ucid ? { ...bar, ...change } : bar;
