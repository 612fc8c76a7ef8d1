import type { UtcDay } from '../../domain/utcDay.ts';
import type { MarketDay } from '../../market/marketDay.ts';
import { readBars } from './barStore.ts';
import { readIndexes } from './indexStore.ts';
import { storedDays } from './marketKeys.ts';
import type { StorePorts } from './marketPorts.ts';

/** Days that are fetched ahead: a bucket is far away. */
const AHEAD = 8;

/**
 * The days of the market store that have bars, oldest first, a few at a time: memory does not grow with the range.
 *
 * @param range `to` included
 * @throws InputError `market_damaged`
 */
export async function* historyDays(
  ports: StorePorts,
  range: { readonly from: UtcDay; readonly to: UtcDay },
): AsyncGenerator<MarketDay, void, undefined> {
  const days = (await storedDays(ports.store, 'bars')).filter((day) => day >= range.from && day <= range.to);
  const underWay: Promise<MarketDay>[] = [];
  for (const day of days) {
    const next = marketDay(ports, day);
    // Thrown when its turn comes, or never, if nobody asks for it.
    next.catch(() => undefined);
    underWay.push(next);
    if (underWay.length >= AHEAD) yield await underWay.shift()!;
  }
  for (const next of underWay) yield next;
}

/** One day; without bars where the store has none. */
export async function marketDay(ports: StorePorts, day: UtcDay): Promise<MarketDay> {
  const [bars = [], indexes] = await Promise.all([readBars(ports, day), readIndexes(ports, day)]);
  return { day, bars, indexes: new Map(indexes.map(({ name, value }) => [name, value])) };
}
