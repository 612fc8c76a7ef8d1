import type { UtcDay } from '../../domain/utcDay.ts';
import { readBars } from '../market/barStore.ts';
import { readMapping } from '../market/mappingStore.ts';
import type { StorePorts } from '../market/marketPorts.ts';
import { dayTokens } from './dayTokens.ts';

/**
 * Ucids for the symbols of a live file that has none: those that `collect` has found, else what the bars of the day say.
 *
 * @returns per symbol; '' where it stayed open
 * @throws InputError `market_damaged`
 */
export async function symbolTokens(
  ports: StorePorts,
  symbols: readonly string[],
  day: UtcDay,
): Promise<readonly string[]> {
  const [mapping, bars = []] = await Promise.all([readMapping(ports), readBars(ports, day)]);
  const known = new Map(mapping.symbols.map(({ symbol, ucid }) => [symbol, ucid]));
  const { ucids } = dayTokens(symbols, bars);
  return symbols.map((symbol, row) => known.get(symbol) ?? ucids[row]!);
}
