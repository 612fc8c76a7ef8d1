import { addDays, type UtcDay } from '../../domain/utcDay.ts';
import type { Bar } from '../../market/bar.ts';
import { readBars } from './barStore.ts';
import { namesByUcid } from './collecting.ts';
import type { MarketPorts } from './marketPorts.ts';

/** Places to look at, the best first: after an outage the day before has nothing of the provider that was down. */
const BESIDE = [-1, 1, -2, -3];

/** The nearest stored day beside a day. */
export interface Neighbour {
  /** Undefined when the store has none. */
  readonly day: UtcDay | undefined;
  readonly bars: readonly Bar[];
  readonly side: 'before' | 'after';
}

/** The nearest day that the first provider has told of; without one the nearest that anybody has. */
export async function neighbourOf(
  ports: Pick<MarketPorts, 'store' | 'files' | 'providers'>,
  day: UtcDay,
): Promise<Neighbour> {
  const first = ports.providers.find(namesByUcid)?.source;
  let any: Neighbour | undefined;
  for (const away of BESIDE) {
    const beside = addDays(day, away);
    const bars = await readBars(ports, beside);
    if (!bars) continue;
    const neighbour = { day: beside, bars, side: away < 0 ? ('before' as const) : ('after' as const) };
    if (bars.some(({ source }) => source === first)) return neighbour;
    any ??= neighbour;
  }
  return any ?? { day: undefined, bars: [], side: 'before' };
}
